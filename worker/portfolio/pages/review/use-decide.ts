/** Deciding on moves, a portion a request, and taking that back. */
import { useCallback, useState } from "preact/hooks";
import type { TierName } from "../../../../shared/contract/fields.ts";
import type { MoveDirection } from "../../../../shared/contract/reviews.ts";
import { answered, api, CallFailed, writing } from "../../api.ts";
import { useTools } from "../../tools.ts";

/** As many as the Worker decides on at once. */
const portion = 100;

export type Verdict =
  | { decision: "confirmed" }
  | { decision: "declined"; reason: string; untilOn: string }
  | { decision: "overridden"; tier: TierName; reason: string; untilOn: string };
/** Some customers, or all undecided ones of a group. */
export type Which = { customers: string[] } | { direction: MoveDirection; reason: string };
export type Decide = (which: Which, verdict: Verdict) => Promise<boolean>;

const portionsOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / portion) }, (_, at) =>
    ids.slice(at * portion, (at + 1) * portion),
  );

/**
 * `again` shows what is stored by then. `decide` answers whether all went well; what was stored
 * before a failure stays, and can be taken back.
 */
export function useDecide(
  review: string,
  again: () => void,
): { decide: Decide; undo(ids: readonly string[]): Promise<void>; isBusy: boolean } {
  const { t, say } = useTools();
  const [isBusy, setBusy] = useState(false);
  const wordsOf = (thrown: unknown) =>
    thrown instanceof CallFailed && thrown.message !== ""
      ? thrown.message
      : t(`portfolio.failed.${thrown instanceof CallFailed ? thrown.code : "internal"}`);
  const undo = useCallback(
    async (ids: readonly string[]) => {
      setBusy(true);
      try {
        for (const some of portionsOf(ids))
          await answered(
            api.v1["move-decisions"].withdraw.$post({ header: writing(), json: { ids: some } }),
          );
        say(t("review.undone", { count: ids.length }));
      } catch (thrown) {
        say(wordsOf(thrown));
      }
      setBusy(false);
      again();
    },
    [again, say, t],
  );
  const decide = useCallback<Decide>(
    async (which, verdict) => {
      setBusy(true);
      const made: string[] = [];
      let failure: unknown = null;
      try {
        for await (const ids of decisions(review, which, verdict)) made.push(...ids);
      } catch (thrown) {
        failure = thrown;
      }
      setBusy(false);
      const done = t(`review.done.${verdict.decision}`, { count: made.length });
      const words = failure === null ? done : wordsOf(failure);
      say(words, made.length === 0 ? undefined : () => void undo(made));
      again();
      return failure === null;
    },
    [review, again, say, t, undo],
  );
  return { decide, undo, isBusy };
}

/** Yields the ids of decisions as they are stored. */
async function* decisions(
  review: string,
  which: Which,
  verdict: Verdict,
): AsyncGenerator<string[]> {
  const ask = (moves: Which) =>
    answered(
      api.v1["move-decisions"].$post({ header: writing(), json: { review, moves, ...verdict } }),
    );
  const idsOf = ({ decisions: made }: Awaited<ReturnType<typeof ask>>) => made.map(({ id }) => id);
  if ("customers" in which) {
    for (const customers of portionsOf(which.customers)) yield idsOf(await ask({ customers }));
    return;
  }
  for (let left = Infinity; left > 0;) {
    const answer = await ask(which);
    yield idsOf(answer);
    // Where others decide at the same time, what is left may be theirs.
    left = answer.decisions.length === 0 ? 0 : answer.left;
  }
}
