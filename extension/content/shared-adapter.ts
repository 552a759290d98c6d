/**
 * The adapter of the page's reader, for a script of ours that comes later: both have one global
 * object, which no page can reach.
 */
import type { Adapter } from "../mail/adapter.ts";

type World = { regardsAdapter?: Adapter };
const world = globalThis as World;

export const shareAdapter = (adapter: Adapter): void => {
  world.regardsAdapter = adapter;
};

/** Returns the adapter that the reader of this page uses; null where none reads it. */
export const sharedAdapter = (): Adapter | null => world.regardsAdapter ?? null;
