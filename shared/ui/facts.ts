/** Ways from a factor of an explanation to the facts that it rests on, where the card has them. */
import { createContext } from "preact";
import type { Explanation } from "../contract/card.ts";

export type Factor = Explanation["factors"][number];

export const FactsContext = createContext<{
  /** Returns what opens a factor's facts; null where they are not at hand. */
  openerOf(factor: Factor): (() => void) | null;
}>({ openerOf: () => null });
