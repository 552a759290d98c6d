/** The moves of a review as a flow between tiers. */
import type { Review } from "../../../../shared/contract/answers.ts";
import { FlowChart } from "../../../../shared/ui/charts/flow-chart.tsx";
import { tiers } from "../../codes.ts";
import { useTools } from "../../tools.ts";
import { HowComputed } from "../dashboards/parts.tsx";

export function MovesFlow({ moves }: { moves: NonNullable<Review["moves"]> }) {
  const { t } = useTools();
  const groups = tiers.filter((tier) => moves.some(({ from, to }) => from === tier || to === tier));
  return (
    <section class="sheet review-flow">
      <FlowChart
        title={t("review.flow.title")}
        unit={t("dashboards.customers")}
        n={moves.reduce((sum, { count }) => sum + count, 0)}
        groups={groups.map((key) => ({ key, label: t(`codes.tier.${key}`) }))}
        flows={moves}
        fromLabel={t("review.flow.before")}
        toLabel={t("review.flow.after")}
        countLabel={t("dashboards.customers")}
        help={<HowComputed anchor="tier" />}
        isRanked
      />
    </section>
  );
}
