/** Open cases as a card shows them. */
import type { OpenCase } from "../../shared/contract/card.ts";
import { caseOwnerOf, caseStateOf, contactedAt, openCases } from "../../shared/scoring/index.ts";
import type { CaseFact, SatisfactionFact } from "../../shared/scoring/types.ts";
import type { Known } from "../facts/changes.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals } from "../security/seal.ts";

/** Cases on a card: nobody follows up more at once. */
const casesShown = 5;
/** Characters of their words on a card. */
const commentShown = 200;
/** The answer that opened a case was given so short a time before. */
const SAME_MOMENT_MS = 1000;

/** Returns an instant as the contract writes it. */
const instant = (at: number): string => new Date(at).toISOString();

/** Returns the answer that a case came of; undefined where it was replaced, or had no score. */
const answerOf = (
  { metric, occurredAt }: CaseFact,
  answers: readonly SatisfactionFact[],
): SatisfactionFact | undefined =>
  answers.find(
    (one) =>
      one.source === "customer" &&
      one.comment !== null &&
      (metric === null || one.metric === metric) &&
      Math.abs(one.occurredAt - occurredAt) <= SAME_MOMENT_MS,
  );

/** Returns how a text begins, cut between words where there are some. */
function beginningOf(text: string | null): string | null {
  if (text === null) return null;
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= commentShown) return line;
  const cut = line.slice(0, commentShown);
  const space = cut.lastIndexOf(" ");
  return `${(space > commentShown / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** Opens what a card shows of the cases that are open, the most pressing first. */
export function casesOnCard(
  facts: Pick<Known["facts"], "cases" | "satisfaction">,
  names: Known["names"],
  keys: CustomerSeals,
): Promise<OpenCase[]> {
  return Promise.all(
    openCases(facts)
      .slice(0, casesShown)
      .map(async (one) => {
        const said = answerOf(one, facts.satisfaction);
        const comment =
          said === undefined
            ? null
            : await keys.open(at("satisfaction_responses.comment_sealed", said.id), said.comment);
        const since = contactedAt(one);
        const owner = caseOwnerOf(one);
        return {
          id: one.id,
          reason: one.reason,
          metric: one.metric,
          score: one.score,
          comment: beginningOf(comment),
          state: caseStateOf(one),
          openedAt: instant(one.occurredAt),
          dueAt: instant(one.dueAt),
          contactedAt: since === null ? null : instant(since),
          owner: owner === null ? null : (names.get(owner) ?? null),
        };
      }),
  );
}
