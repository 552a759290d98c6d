/** The suggestions of a card in turn, and what the person makes of the one shown. */
import type { Ending } from "../ending.ts";

export type Outcome = "done" | "later" | "not_useful";

export type Suggestions = {
  /** Index of the one shown, and how many there are. */
  place: number;
  count: number;
  /** End of the last answer. */
  ending: Ending;
  /** True while the reason for "not useful" is asked. */
  asking: boolean;
  setAsking(asking: boolean): void;
  turnOn(): void;
  answer(outcome: Outcome, reason: string | null): void;
};
