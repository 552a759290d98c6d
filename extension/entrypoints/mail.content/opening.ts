/** What is open: what the adapter reads, given a moment while a page still paints, and settled by the person where the page leaves open who wrote. */
import type { Adapter, Guess } from "../../mail/adapter.ts";
import type { Found } from "./found.ts";

/** What cannot be read is said to be so only when it stays: pages paint a message before its people (ms). */
const settling = 700;

export type Opening = {
  /** Reads the page. @param before what was open until now */
  read(before: Found): Found;
  /** Whether what was read last as nothing is a message that the page still paints. */
  painting(): boolean;
  /** Whom the page shows, where it does not tell who wrote. */
  offered(): Guess["candidates"];
  /** Who of them wrote, as the person says; null takes it back. */
  choose(address: string | null): void;
};

/** `again` is called when the page must be read once more, though nothing of it changed. */
export function openOpening(document: Document, adapter: Adapter, again: () => void): Opening {
  let painting = false;
  let unreadSince = 0;
  let guess: Guess | null = null;
  let guessKey = "";
  let chosen: string | null = null;

  /** Whether what cannot be read may yet be painted. */
  function isLate(found: Found, before: Found): boolean {
    if (found !== "unreadable") unreadSince = 0;
    else if (unreadSince === 0) {
      unreadSince = Date.now();
      setTimeout(again, settling);
    }
    return found === "unreadable" && before !== "unreadable" && Date.now() - unreadSince < settling;
  }

  return {
    read(before) {
      const found = adapter.read(document);
      painting = isLate(found, before);
      guess = found === "unreadable" && !painting ? adapter.guess?.(document) ?? null : null;
      const now = JSON.stringify(guess);
      if (now !== guessKey) chosen = null;
      guessKey = now;
      if (guess === null) return painting ? null : found;
      const sender = guess.candidates.find(({ address }) => address === chosen);
      return sender === undefined ? guess : guess.settle(sender);
    },
    painting: () => painting,
    offered: () => guess?.candidates ?? [],
    choose(address) { chosen = address; },
  };
}
