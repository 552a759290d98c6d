/** Cautions and names that the background judges of the open mail's people: the latest answer. */
import { ask } from "../../sync/messages.ts";
import type { Doubtful, Judged } from "../../sync/judged.ts";
import { personKey as keyOf } from "../../../shared/people/address-memo.ts";

export type Judgements = {
  of(address: string): Judged | undefined;
  /**
   * Asks about these people; `changed` is called with the answer, unless it was asked again or all
   * cleared meanwhile.
   */
  look(people: string[], doubtful: Doubtful): Promise<void>;
  clear(): void;
};

/** Returns judgements of nobody; `changed` is called with every answer. */
export function openJudgements(changed: () => void): Judgements {
  let told = new Map<string, Judged>();
  let turn = 0;
  return {
    of: (address) => told.get(keyOf(address)),
    async look(people, doubtful) {
      const mine = ++turn;
      const answers = people.length === 0 ? [] : await ask("judged", { people, doubtful });
      if (mine !== turn) return;
      told = new Map(answers.map((judged, index) => [keyOf(people[index] ?? ""), judged]));
      changed();
    },
    clear() {
      turn++;
      told = new Map();
    },
  };
}
