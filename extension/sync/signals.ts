/**
 * Newer descriptions of webmails, served by the company. On disk lies what the Worker sent, with
 * its signature: the background checks it at each start, with the key told at pairing.
 */
import "./jitless.ts";
import pLimit from "p-limit";
import {
  longestAnswer,
  type SignedSignals,
  type WebmailSignals,
} from "../../shared/contract/webmail-signals.ts";
import { checkSigned, parsed, type Reason } from "../../shared/signals/check.ts";
import { younger } from "./age.ts";
import { failureOf, mayHeal } from "./failure.ts";
import { lazy } from "./lazy.ts";

/** The Worker's answer: as before, or this text with its tag. */
export type Fetched = { state: "same" } | { state: "new"; text: string; tag: string | null };
/** Reasons not to use what was served. `older`: of a version that was passed already. */
export type Refusal = { reason: Reason | "older"; version: number | null };
/** `used`: null also where all that was served is withdrawn. */
export type SignalsState = {
  used: { version: number; signedAt: string } | null;
  refused: Refusal | null;
};

export type Signals = {
  /** Returns what is served and may be used; null where there is nothing. */
  newest(): Promise<WebmailSignals | null>;
  state(): Promise<SignalsState>;
  /**
   * Asks the Worker, once a day and after an update, unless `now`. Answers whether anything
   * changed.
   */
  refresh(now: boolean): Promise<boolean>;
  /** Forgets all of it: at sign-in and sign-out. */
  forget(): Promise<void>;
};

type Kept = {
  signed: SignedSignals | null;
  tag: string | null;
  askedAt: number;
  refused: Refusal | null;
  /**
   * The version of the extension that judged what the tag names: a later one may take what it
   * refused.
   */
  by: string | null;
};
const place = "webmail-signals";
const nothing: Kept = { signed: null, tag: null, askedAt: 0, refused: null, by: null };
const hour = 60 * 60 * 1000;
const daily = 24 * hour;

const keptIn = async (area: Pick<chrome.storage.StorageArea, "get">): Promise<Kept> => ({
  ...nothing,
  ...((await area.get(place))[place] as Partial<Kept> | undefined),
});

/** Checks what was served against the pinned key; returns what it changes. */
async function judge(
  { text, tag }: Extract<Fetched, { state: "new" }>,
  pinned: string,
  newest: () => Promise<WebmailSignals | null>,
): Promise<Partial<Kept>> {
  const checked: Awaited<ReturnType<typeof checkSigned>> =
    text.length > longestAnswer
      ? { ok: false, reason: "too_large", fault: null }
      : await checkSigned(parsed(text), pinned);
  // The tag is kept of what is refused too: it is not sent a second time.
  if (!checked.ok) return { refused: { reason: checked.reason, version: null }, tag };
  const { version } = checked.signals;
  const before = await newest();
  if (before !== null && version < before.version)
    return { refused: { reason: "older", version }, tag };
  return { signed: checked.signed, refused: null, tag };
}

/**
 * Opens the signals over `area` (storage.local); `key` is the pinned one, null where none was told;
 * `version` is the extension's own.
 */
export function openSignals(
  area: Pick<chrome.storage.StorageArea, "get" | "set" | "remove">,
  key: () => Promise<string | null>,
  fetch: (tag: string | null) => Promise<Fetched>,
  version: string,
): Signals {
  /** Rises when all is forgotten: what was asked for before is of another session. */
  let generation = 0;
  // Two at once would each be kept over what the other has taken.
  const inTurn = pLimit(1);

  const known = lazy(async (): Promise<WebmailSignals | null> => {
    const pinned = await key();
    const { signed } = await keptIn(area);
    if (pinned === null || signed === null) return null;
    const checked = await checkSigned(signed, pinned);
    return checked.ok ? checked.signals : null;
  });

  async function ask(now: boolean): Promise<boolean> {
    const since = generation;
    const [pinned, before] = await Promise.all([key(), keptIn(area)]);
    const isJudged = before.by === version;
    if (pinned === null || (!now && isJudged && younger(before.askedAt, daily))) return false;
    const keep = (changes: Partial<Kept>) =>
      area.set({ [place]: { ...before, ...changes, by: version } });
    const tag = isJudged ? before.tag : null;
    const answer = await fetch(tag).catch(failureOf);
    if (since !== generation) return false;
    if (!("state" in answer)) {
      // Switched off, or none published: what is kept stays good. Where nobody answered, an hour
      // later again.
      await keep({ askedAt: Date.now() - (mayHeal(answer) ? daily - hour : 0), tag });
      return false;
    }
    const changes = answer.state === "same" ? {} : await judge(answer, pinned, known.get);
    if (since !== generation) return false;
    await keep({ ...changes, askedAt: Date.now() });
    known.forget();
    return answer.state === "new";
  }

  return {
    newest: known.get,
    async state() {
      const [used, { refused }] = await Promise.all([known.get(), keptIn(area)]);
      const isUsed = used !== null && used.sites.length > 0;
      return { used: isUsed ? { version: used.version, signedAt: used.signedAt } : null, refused };
    },
    refresh: (now) => inTurn(() => ask(now)),
    async forget() {
      generation++;
      known.forget();
      await area.remove(place).catch(() => area.remove(place));
    },
  };
}
