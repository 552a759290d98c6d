/** Ways from a factor of an explanation to the facts that it rests on. */
import { createContext } from "preact";
import type { Explanation } from "../contract/card.ts";
import type { FactKind } from "../contract/fact-kind.ts";

export type Factor = Explanation["factors"][number];

export type Opener = {
  open(): void;
  /** True where they open in another tab. */ isAway?: boolean;
};

export const FactsContext = createContext<{
  /** Returns what opens a factor's facts; null where it rests on none, or on those of a whole book. */
  openerOf(factor: Factor): Opener | null;
}>({ openerOf: () => null });

const kinds: readonly (readonly [RegExp, FactKind])[] = [
  [/^(rfm_|abc_share|loyalty_|tier_(spend|one_order|too_early|loyalty)$)/, "transaction"],
  [/^(value_(purchase_rate|spend)|chance_(purchases|silence)|type_purchases)$/, "transaction"],
  [/^(stage_(silence|age|trend|came_back)|affinity_(because|silence)$)/, "transaction"],
  [/^cluster_(value|frequency|silence)$/, "transaction"],
  [/^(satisfaction_|trust_answer_|type_(trust_)?(answers|notes)$)/, "satisfaction"],
  [/^(cluster_(trust|satisfaction)|relationship_(trust|emotional|trend))$/, "satisfaction"],
  [/^(trust_|type_(contacts|experiences)$|tier_engagement$)/, "interaction"],
];

/** Returns the kind of facts that a factor rests on; null for one that rests on other figures. */
export const factsOf = ({ code }: Pick<Factor, "code">): FactKind | null =>
  kinds.find(([codes]) => codes.test(code))?.[1] ?? null;
