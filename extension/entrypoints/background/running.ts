/** Running calls, dropped when no content script waits for them any more. */
const running = new Map<string, AbortController>();

/**
 * Runs what was asked under `id`; its signal says that the asker has left. Without an id it is
 * never dropped.
 */
export async function droppable<T>(
  id: string | undefined,
  work: (left: AbortSignal) => Promise<T>,
): Promise<T> {
  const left = new AbortController();
  if (id !== undefined) running.set(id, left);
  try {
    return await work(left.signal);
  } finally {
    if (id !== undefined) running.delete(id);
  }
}

/** Drops a call whose asker has left. Nothing happens where its answer is on its way already. */
export function drop(id: string): void {
  running.get(id)?.abort();
}
