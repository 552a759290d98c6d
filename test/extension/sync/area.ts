/**
 * An area that is a map, as `storage.session` and `storage.local` are one; what is kept is in
 * `kept`.
 */
export function area() {
  const kept = new Map<string, unknown>();
  return {
    kept,
    get: () => Promise.resolve(Object.fromEntries(kept)),
    set: (items: Record<string, unknown>) =>
      Promise.resolve(void Object.entries(items).forEach(([key, value]) => kept.set(key, value))),
    remove: (keys: string | string[]) =>
      Promise.resolve(void [keys].flat().forEach((key) => kept.delete(key))),
  };
}
