/** The moves of a review as a flow between tiers. */
import type { Review } from "../../../../shared/contract/answers.ts";
import { FlowChart } from "../../../../shared/ui/charts/flow-chart.tsx";
import { tiers } from "../../codes.ts";
import { useTools } from "../../tools.ts";
import { addressOf } from "../dashboards/figures.ts";
import { HowComputed } from "../dashboards/parts.tsx";

type Shown = { review: string; moves: NonNullable<Review["moves"]> };

/** Each flow opens the list of those who moved so in this review. */
export function MovesFlow({ review, moves }: Shown) {
  const { t } = useTools();
  const groups = tiers.filter((tier) => moves.some(({ from, to }) => from === tier || to === tier));
  return (
    <section class="sheet review-flow">
      <FlowChart
        title={t("review.flow.title")}
        unit={t("dashboards.customers")}
        n={moves.reduce((sum, { count }) => sum + count, 0)}
        groups={groups.map((key) => ({ key, label: t(`codes.tier.${key}`) }))}
        flows={moves.map((one) => ({
          ...one,
          href: addressOf({ field: "moved", in: [`${review}:${one.from}:${one.to}`] }),
        }))}
        fromLabel={t("review.flow.before")}
        toLabel={t("review.flow.after")}
        countLabel={t("dashboards.customers")}
        help={<HowComputed anchor="tier" />}
        isRanked
      />
    </section>
  );
}
