/**
 * Decisions of the person about the open message and its people, as this tab has them; the
 * background remembers them.
 */
import { LruMap } from "../../sync/lru-map.ts";
import { ask } from "../../sync/messages.ts";
import { whoKey } from "../../sync/who-key.ts";
import type { AnswerDecision, PersonDecision } from "../state.ts";

export type Decisions = {
  /**
   * Decision on answering the message of this key; null for nothing, undefined until that is
   * known.
   */
  answerOf(message: string): AnswerDecision | null | undefined;
  /** Correction of who this is; null for none. */
  personOf(address: string): PersonDecision | null;
  /**
   * Asks for those of this message and these people; answers true where some were found that were
   * not known.
   */
  look(message: string, addresses: string[]): Promise<boolean>;
  /** Decides at once here, a moment later in the background; null takes it back. */
  decideAnswer(message: string, decision: AnswerDecision | null): void;
  /** Settles once the background knows: what it looks up goes by that. */
  decidePerson(address: string, decision: PersonDecision | null): Promise<void>;
  /** Forgets all: somebody else may be signed in. */
  forget(): void;
};

const mostKnown = 500;
const answerKey = (message: string) => `answer:${message}`;

/** Returns no decisions yet. `user` returns who is signed in, null while nobody is. */
export function openDecisions(user: () => string | null, changed: () => void): Decisions {
  /** Texts by key; null for what the background knows nothing of. */
  const known = new LruMap<string, string | null>({ entries: mostKnown });

  async function decide(key: string, text: string | null): Promise<void> {
    const who = user();
    if (who === null) return;
    known.set(key, text);
    changed();
    await ask("decide", { key, text, user: who }).catch(() => undefined);
  }
  return {
    answerOf(message) {
      const text = known.peek(answerKey(message));
      return text == null ? text : (JSON.parse(text) as AnswerDecision);
    },
    personOf: (address) => (known.peek(whoKey(address)) ?? null) as PersonDecision | null,
    async look(message, addresses) {
      const keys = [
        ...(message === "" ? [] : [answerKey(message)]),
        ...new Set(addresses.map(whoKey)),
      ].filter((key) => !known.has(key));
      const who = user();
      if (keys.length === 0 || who === null) return false;
      const texts = await ask("decisions", { keys });
      if (who !== user()) return false;
      // What was decided here meanwhile is newer.
      const found = keys.flatMap((key, at) => (known.has(key) ? [] : [[key, texts[at]] as const]));
      for (const [key, text] of found) known.set(key, text ?? null);
      return found.some(([, text]) => text != null);
    },
    decideAnswer(message, decision) {
      void decide(answerKey(message), decision === null ? null : JSON.stringify(decision));
    },
    decidePerson: (address, decision) => decide(whoKey(address), decision),
    forget: () => known.clear(),
  };
}
