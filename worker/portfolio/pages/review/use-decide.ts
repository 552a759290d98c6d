/** Deciding on moves, a portion a request, and taking that back. */
import { useCallback, useState } from "preact/hooks";
import type { TierName } from "../../../../shared/contract/fields.ts";
import type { MoveDirection } from "../../../../shared/contract/reviews.ts";
import { answered, api, writing } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";

/** As many as the Worker decides on at once. */
const portion = 100;

export type Verdict =
  | { decision: "confirmed" }
  | { decision: "declined"; reason: string; untilOn: string }
  | { decision: "overridden"; tier: TierName; reason: string; untilOn: string };
/** Some customers, or all undecided ones of a group. */
export type Which = { customers: string[] } | { direction: MoveDirection; reason: string };
/** Moves decided on of those that were asked for; null where one request does it. */
export type Deed = { done: number; of: number } | null;
/** Settles with what went wrong in words, or null. */
export type Decide = (which: Which, verdict: Verdict) => Promise<string | null>;

const portionsOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / portion) }, (_, at) =>
    ids.slice(at * portion, (at + 1) * portion),
  );

type Work = {
  isBusy: boolean;
  deed: Deed;
  setDeed(deed: Deed): void;
  /** Runs something to its end; answers what went wrong in words, or null. */
  run(work: () => Promise<void>): Promise<string | null>;
};

function useWork(): Work {
  const { t } = useTools();
  const [isBusy, setBusy] = useState(false);
  const [deed, setDeed] = useState<Deed>(null);
  const run = useCallback(
    async (work: () => Promise<void>) => {
      setBusy(true);
      try {
        await work();
        return null;
      } catch (thrown) {
        return failureWords(thrown, t);
      } finally {
        setBusy(false);
        setDeed(null);
      }
    },
    [t],
  );
  return { isBusy, deed, setDeed, run };
}

/**
 * `again` shows what is stored by then. `decide` settles with a failure in words, or null; what was
 * stored before it stays, and can be taken back.
 */
export function useDecide(
  review: string,
  again: () => void,
): Pick<Work, "isBusy" | "deed"> & {
  decide: Decide;
  undo(ids: readonly string[]): Promise<void>;
} {
  const { t, say } = useTools();
  const { isBusy, deed, setDeed, run } = useWork();
  const undo = useCallback(
    async (ids: readonly string[]) => {
      const failure = await run(async () => {
        for (const [at, some] of portionsOf(ids).entries()) {
          if (ids.length > portion) setDeed({ done: at * portion, of: ids.length });
          const call = { header: writing(), json: { ids: some } };
          await answered(api.v1["move-decisions"].withdraw.$post(call));
        }
      });
      say(failure ?? t("review.undone", { count: ids.length }));
      again();
    },
    [again, run, say, setDeed, t],
  );
  const decide = useCallback<Decide>(
    async (which, verdict) => {
      const made: string[] = [];
      const failure = await run(async () => {
        for await (const { ids, left } of decisions(review, which, verdict)) {
          made.push(...ids);
          if (left > 0) setDeed({ done: made.length, of: made.length + left });
        }
      });
      const done = t(`review.done.${verdict.decision}`, { count: made.length });
      say(failure ?? done, made.length === 0 ? undefined : () => void undo(made));
      again();
      return failure;
    },
    [review, again, run, say, setDeed, t, undo],
  );
  return { decide, undo, isBusy, deed };
}

/** Yields the ids of decisions as they are stored, and how many moves are left. */
async function* decisions(
  review: string,
  which: Which,
  verdict: Verdict,
): AsyncGenerator<{ ids: string[]; left: number }> {
  const ask = (moves: Which) =>
    answered(
      api.v1["move-decisions"].$post({ header: writing(), json: { review, moves, ...verdict } }),
    );
  const idsOf = ({ decisions: made }: Awaited<ReturnType<typeof ask>>) => made.map(({ id }) => id);
  if ("customers" in which) {
    const { length } = which.customers;
    for (const [at, customers] of portionsOf(which.customers).entries()) {
      const ids = idsOf(await ask({ customers }));
      yield { ids, left: Math.max(0, length - (at + 1) * portion) };
    }
    return;
  }
  for (let left = Infinity; left > 0;) {
    const answer = await ask(which);
    // Where others decide at the same time, what is left may be theirs.
    left = answer.decisions.length === 0 ? 0 : answer.left;
    yield { ids: idsOf(answer), left };
  }
}
