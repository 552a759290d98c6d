/** Whose mailbox a page of Gmail shows, and as whom else one writes in it. */
import type { Facts } from "./facts.ts";
import { ask } from "../reading/signals.ts";

/**
 * A mailbox of somebody else, opened by who may act for them: the account button may still name the
 * latter, the title never does.
 */
const delegated = /\/mail\/(?:b|u\/\d+\/d)\//;
const owners = new WeakMap<Document, string>();
const others = new WeakMap<Document, string[]>();

/**
 * The mailbox's own address: the same for as long as the page lives, whatever its title says
 * meanwhile. Null until the page tells.
 */
export function ownerOf(page: Document, facts: Facts): string | null {
  const known = owners.get(page);
  if (known !== undefined) return known;
  const last = (name: string) => Number(name.endsWith(" title"));
  const found = ask(
    page,
    delegated.test(page.location.pathname)
      ? facts.account.toSorted((a, b) => last(b.name) - last(a.name))
      : facts.account,
  );
  if (found !== null) owners.set(page, found);
  return found;
}

/**
 * The addresses one may write from beside the mailbox's own, as the composes of this page have
 * shown them.
 */
export function aliasesOf(page: Document, facts: Facts): string[] {
  const own = ownerOf(page, facts);
  const shown = [
    ...(ask(page, facts.compose.from) ?? []),
    ...(ask(page, facts.reply.from) ?? []),
  ].map((one) => one.address);
  const all = [...new Set([...(others.get(page) ?? []), ...shown])].filter((one) => one !== own);
  others.set(page, all);
  return all;
}

/** The mailbox's addresses that are known by now. */
export const ownersOf = (page: Document, facts: Facts): (string | null)[] => [
  ownerOf(page, facts),
  ...(others.get(page) ?? []),
];
