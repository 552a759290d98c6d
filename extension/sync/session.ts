/**
 * The sign-in of this browser at a Worker. The token lies on disk sealed, so that a restart of the
 * browser does not sign out.
 */
import pLimit from "p-limit";
import type { Me } from "../../shared/contract/answers.ts";
import { pair } from "./api.ts";
import { lazy } from "./lazy.ts";
import { fromStored, toStored } from "./vault.ts";
import type { Stored, Vault } from "./vault.ts";

export type Session = {
  base: string;
  token: string;
  expiresAt: string;
  me: Me;
  /**
   * The key that served signals must be signed with: as told at pairing, so that nobody who takes
   * the Worker over later can change it.
   */
  signalsKey: string | null;
};
export type Sessions = {
  /** Returns the session; null when nobody is signed in, or it has run out. */
  current(): Promise<Session | null>;
  /** Exchanges a pairing code. Throws CallFailed. */
  pair(base: string, code: string): Promise<Session>;
  /**
   * Notes what the Worker says of person and book now; answers whether it is another than before.
   * Says nothing of another's session.
   */
  learn(session: Session, me: Me): Promise<boolean>;
  /**
   * Forgets the session here; with a token only while it is that one's, so that a late answer does
   * not end the session after it. Answers whether it did.
   */
  forget(token?: string): Promise<boolean>;
  /** Returns the Worker of the last session, to sign in to again; null before the first. */
  lastBase(): Promise<string | null>;
};

const place = "session";
const basePlace = "worker";
/** Names this browser for the list of sessions: "Chrome on Linux". */
function label(): string {
  const agent = navigator.userAgent;
  const browser = /Thunderbird\//.test(agent)
    ? "Thunderbird"
    : /Edg\//.test(agent)
      ? "Edge"
      : /OPR\//.test(agent)
        ? "Opera"
        : /Firefox\//.test(agent)
          ? "Firefox"
          : "Chrome";
  const system = /Windows/.test(agent)
    ? "Windows"
    : /Mac OS X/.test(agent)
      ? "macOS"
      : /CrOS/.test(agent)
        ? "ChromeOS"
        : "Linux";
  return `${browser} on ${system}`;
}

/** Returns who owns what is written under a session: nobody else may send it. */
export function ownerOf(session: Session): string {
  return `${session.base}|${session.me.user.id}`;
}

/**
 * Opens the sessions over `area` (storage.local). `ranOut` is called once when a session is found
 * to have run out.
 */
export function openSessions(
  area: Pick<chrome.storage.StorageArea, "get" | "set" | "remove">,
  vault: Vault,
  ranOut: () => void = () => undefined,
): Sessions {
  let over: string | null = null;
  // One change at a time: what forgets an old session must not cross what keeps a new one.
  const inTurn = pLimit(1);
  const known = lazy(async (): Promise<Session | null> => {
    const found = (await area.get(place))[place] as Stored | undefined;
    // A token that cannot be opened (the browser's data was cleared by half) is no session.
    return found === undefined
      ? null
      : ((await vault.open(fromStored(found), place).catch(() => null)) as Session | null);
  });
  /**
   * Keeps a session. Its code is spent by now: where the disk takes nothing it is good until the
   * worker stops.
   */
  async function keep(session: Session): Promise<void> {
    known.put(session);
    const sealed = toStored(await vault.seal(session, place));
    const store = () => area.set({ [place]: sealed, [basePlace]: session.base });
    await store()
      .catch(store)
      .catch((error: unknown) => console.error("the session could not be stored", error));
  }
  return {
    async current() {
      const session = await known.get();
      if (session === null || Date.parse(session.expiresAt) > Date.now()) return session;
      // It stays on disk: a clock that ran ahead may be set right again.
      if (over !== session.token) {
        over = session.token;
        ranOut();
      }
      return null;
    },
    learn: (session, me) =>
      inTurn(async () => {
        if (
          (await known.get()) !== session ||
          me.user.id !== session.me.user.id ||
          JSON.stringify(me) === JSON.stringify(session.me)
        )
          return false;
        await keep({ ...session, me });
        return true;
      }),
    async pair(base, code) {
      const { token, expiresAt, me, signalsKey } = await pair(base, code.trim(), label());
      const session: Session = { base, token, expiresAt, me, signalsKey };
      await inTurn(() => keep(session));
      return session;
    },
    forget: (token) =>
      inTurn(async () => {
        const session = await known.get();
        if (token !== undefined && session?.token !== token) return false;
        known.put(null);
        await area.remove(place).catch(() => area.remove(place));
        return session !== null;
      }),
    lastBase: async () => ((await area.get(basePlace))[basePlace] as string | undefined) ?? null,
  };
}
