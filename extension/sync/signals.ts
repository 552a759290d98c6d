/**
 * Newer descriptions of webmails, as the company serves them. What lies on disk is what the Worker
 * sent, signature and all: it is checked anew whenever the background starts, with the key that was
 * told at pairing.
 */
import "./jitless.ts";
import {
  longestAnswer,
  type SignedSignals,
  type WebmailSignals,
} from "../../shared/contract/webmail-signals.ts";
import { checkSigned, parsed, type Reason } from "../../shared/signals/check.ts";
import { younger } from "./age.ts";
import { failureOf, mayHeal } from "./failure.ts";
import { lazy } from "./lazy.ts";
import { serialQueue } from "./serial-queue.ts";

/** What the Worker answered: as before, or this text with its tag. */
export type Fetched = { state: "same" } | { state: "new"; text: string; tag: string | null };
/** Why what was served is not used. `older`: of a version that was passed already. */
export type Refusal = { reason: Reason | "older"; version: number | null };
/** `used`: null also where all that was served is withdrawn. */
export type SignalsState = {
  used: { version: number; signedAt: string } | null;
  refused: Refusal | null;
};

export type Signals = {
  /** What is served and may be used; null where there is nothing. */
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

/**
 * The signals over `area` (storage.local); `key` is the pinned one, null where none was told;
 * `version` is the extension's own.
 */
export function openSignals(
  area: Pick<chrome.storage.StorageArea, "get" | "set" | "remove">,
  key: () => Promise<string | null>,
  fetch: (tag: string | null) => Promise<Fetched>,
  version: string,
): Signals {
  /** How often all was forgotten: what was asked for before is of another session. */
  let forgotten = 0;
  const kept = async (): Promise<Kept> => ({
    ...nothing,
    ...((await area.get(place))[place] as Partial<Kept> | undefined),
  });
  const keep = (changes: Partial<Kept>, before: Kept) =>
    area.set({ [place]: { ...before, ...changes } });
  // Two at once would each be kept over what the other has taken.
  const inTurn = serialQueue();

  const known = lazy(async (): Promise<WebmailSignals | null> => {
    const pinned = await key();
    const { signed } = await kept();
    if (pinned === null || signed === null) return null;
    const checked = await checkSigned(signed, pinned);
    return checked.ok ? checked.signals : null;
  });
  const newest = known.get;

  /** Returns what an answer changes. */
  async function taken(text: string, tag: string | null, pinned: string): Promise<Partial<Kept>> {
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

  return {
    newest,
    async state() {
      const [used, { refused }] = await Promise.all([newest(), kept()]);
      return {
        used:
          used === null || used.sites.length === 0
            ? null
            : { version: used.version, signedAt: used.signedAt },
        refused,
      };
    },
    refresh: (now) =>
      inTurn(async () => {
        const since = forgotten;
        const [pinned, before] = await Promise.all([key(), kept()]);
        const judged = before.by === version;
        if (pinned === null || (!now && judged && younger(before.askedAt, daily))) return false;
        const tag = judged ? before.tag : null;
        const answer = await fetch(tag).catch(failureOf);
        if (since !== forgotten) return false;
        if (!("state" in answer)) {
          // Switched off, or none published: what is kept stays good. Where nobody answered, an
          // hour later again.
          await keep(
            { askedAt: Date.now() - (mayHeal(answer) ? daily - hour : 0), tag, by: version },
            before,
          );
          return false;
        }
        const changes = answer.state === "same" ? {} : await taken(answer.text, answer.tag, pinned);
        if (since !== forgotten) return false;
        await keep({ ...changes, askedAt: Date.now(), by: version }, before);
        known.forget();
        return answer.state === "new";
      }),
    async forget() {
      forgotten++;
      known.forget();
      await area.remove(place).catch(() => area.remove(place));
    },
  };
}
