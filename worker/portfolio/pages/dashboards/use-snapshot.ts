/** The figures that a review left for a page, of the month that the address names. */
import type { Snapshot, SnapshotPage } from "../../../../shared/contract/snapshot.ts";
import { answered, api } from "../../api.ts";
import { useAnswer } from "../../use-answer.ts";

export type SnapshotOf<Page extends SnapshotPage> = Extract<Snapshot, { page: Page }>;

/** Asks for a page's figures; the latest where no month is named. */
export function useSnapshot<Page extends SnapshotPage>(page: Page, month: string | undefined) {
  const ask = async (signal: AbortSignal): Promise<SnapshotOf<Page>> => {
    const call = api.v1.snapshots[":page"].$get(
      { param: { page }, query: month === undefined ? {} : { at: month } },
      { init: { signal } },
    );
    return (await answered(call)) as SnapshotOf<Page>;
  };
  return useAnswer(ask, `${page} ${month ?? ""}`);
}
