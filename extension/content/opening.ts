/**
 * The open mail: as the adapter reads it, after a moment in which the page may still paint, or as
 * the person settles who wrote it.
 */
import type { Adapter, Candidate, Guess } from "../mail/adapter.ts";
import type { Open } from "../protocol/mail.ts";

export type Found = Open | Guess | "unreadable" | null;

/** Milliseconds after which mail counts as unreadable: pages paint a message before its people. */
const settling = 700;

export type Opening = {
  /** Reads the page. @param before what was open until now */
  read(before: Found): Found;
  /** Returns true where what was read last as nothing is a message that the page still paints. */
  isPainting(): boolean;
  /** Returns the people that the page shows, where it does not tell who wrote. */
  offered(): Candidate[];
  /** Takes the person's word for who of them wrote; null takes it back. */
  choose(address: string | null): void;
  close(): void;
};

export type OpeningContext = {
  document: Document;
  adapter: Adapter;
  /** Returns true for an address of the mailbox's owner, who is never asked about. */
  isOwn(address: string): boolean;
  /**
   * Called when the page must be read once more, though nothing that the adapter watches has
   * changed.
   */
  again(): void;
};

/** Opens with nothing shown yet. */
export function openOpening({ document, adapter, isOwn, again }: OpeningContext): Opening {
  let isPainting = false;
  let unreadSince = 0;
  let guess: Guess | null = null;
  /** Belongs to one message: it ends when another may be open. */
  let chosen: string | null = null;
  let stopFollowing: (() => void) | null = null;

  /** Returns true while what cannot be read may yet be painted. */
  function isLate(found: Found, before: Found): boolean {
    if (found !== "unreadable") unreadSince = 0;
    else if (unreadSince === 0) {
      unreadSince = Date.now();
      setTimeout(again, settling);
    }
    return found === "unreadable" && before !== "unreadable" && Date.now() - unreadSince < settling;
  }

  function guessNow(): Guess | null {
    const now = adapter.guess?.(document) ?? null;
    if (now === null) return null;
    const candidates = now.candidates.filter(({ address }) => !isOwn(address));
    return candidates.length === 0 ? null : Object.assign(now, { candidates });
  }

  /** Follows the page as long as something is offered in it. */
  function follow(): void {
    if (guess?.follow !== undefined) stopFollowing ??= guess.follow(again);
    else close();
  }
  function close(): void {
    stopFollowing?.();
    stopFollowing = null;
  }

  return {
    read(before) {
      const found = adapter.read(document);
      const last = guess;
      isPainting = isLate(found, before);
      guess = found === "unreadable" && !isPainting ? guessNow() : null;
      if (guess === null || last === null || !guess.isSame(last)) chosen = null;
      follow();
      if (guess !== null) {
        const sender = guess.candidates.find(({ address }) => address === chosen);
        return sender === undefined ? guess : guess.settle(sender, isOwn);
      }
      return isPainting || (found === "unreadable" && adapter.onlyGuesses === true) ? null : found;
    },
    isPainting: () => isPainting,
    offered: () => guess?.candidates ?? [],
    choose(address) {
      chosen = address;
    },
    close,
  };
}
