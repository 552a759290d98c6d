/** A message told by what is seen of it, where its page gives it no id. */
import { digest } from "../../../shared/text/digest.ts";

/** Returns a stand-in for an id: the same for the same facts. */
export const seen = (...facts: string[]): string => `seen ${digest(facts.join("\n"))}`;
