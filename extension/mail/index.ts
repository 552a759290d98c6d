/** All webmails that are known, and which of them a page is. */
import type { Adapter } from "./adapter.ts";
import { gmail } from "./gmail.ts";
import { roundcube } from "./roundcube.ts";
import { safely } from "./signals.ts";

/** In the order they are asked: those told by their host first. */
export const adapters: readonly Adapter[] = [gmail, roundcube];

/** The adapter for a page; null on a page that is no webmail we know, whatever its host. */
export function adapterFor(document: Document): Adapter | null {
  return adapters.find((adapter) => safely(() => adapter.matches(document), false)) ?? null;
}
