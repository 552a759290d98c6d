/** A queue that runs one task at a time, in the order in which they were asked for. */

/** Runs `task` once all tasks before it have ended; settles as the task does. */
export type SerialQueue = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * Opens a queue. A task that fails rejects its own promise alone: those behind it run all the same.
 */
export function serialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
}
