/** RFM and segments: the grid at two dates, the segments, and moves between them. */
import { useLocation } from "preact-iso";
import type { RfmBody } from "../../../../shared/contract/snapshot.ts";
import { BarChart } from "../../../../shared/ui/charts/bar-chart.tsx";
import { FlowChart } from "../../../../shared/ui/charts/flow-chart.tsx";
import { GridChart } from "../../../../shared/ui/charts/grid-chart.tsx";
import { rfmSegments } from "./rfm-segments.ts";
import { useTools } from "../../tools.ts";
import { Dashboard, type ViewProps } from "../dashboards/dashboard.tsx";
import { useFigures } from "../dashboards/figures.ts";
import { Card, Heading, HowComputed, NoChart } from "../dashboards/parts.tsx";
import { useSnapshot } from "../dashboards/use-snapshot.ts";
import { Centres, ClusterSales } from "./clusters.tsx";

type View = ViewProps<"rfm">;

export default function Rfm() {
  return <Dashboard page="rfm">{(view) => <RfmView {...view} />}</Dashboard>;
}

function RfmView(view: View) {
  const { t } = useTools();
  if (view.snapshot.body.customers === 0)
    return <NoChart title={t("dashboards.rfm.none")} text={t("dashboards.rfm.noneWhy")} isWide />;
  return (
    <>
      <Grids {...view} />
      <Segments {...view} />
      <Flows {...view} of="rfm" />
      <Heading title={t("dashboards.rfm.clusters")} lead={t("dashboards.rfm.clustersLead")} />
      <ClusterSales {...view} />
      {view.snapshot.body.flows !== null && <Flows {...view} of="clusters" />}
      <Centres {...view} />
    </>
  );
}

/** The grid of this month beside that of an earlier one; one alone where there is no other. */
function Grids({ snapshot, listOf }: View) {
  const { t } = useTools();
  const { query, path, route } = useLocation();
  const { longMonth } = useFigures();
  const others = snapshot.months.filter((month) => month !== snapshot.month);
  const before = others.find((month) => month < snapshot.month) ?? others[0];
  const chosen = others.find((month) => month === query["with"]) ?? before;
  const choose = (month: string) => {
    const at = query["at"] === undefined ? "" : `at=${query["at"]}&`;
    route(`${path}?${at}with=${month}`);
  };
  return (
    <Card isWide>
      {chosen !== undefined && (
        <label class="month compare">
          <span class="small muted">{t("dashboards.rfm.compare")}</span>
          <select
            class="input"
            value={chosen}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
          >
            {others.map((month) => (
              <option key={month} value={month}>
                {longMonth(month)}
              </option>
            ))}
          </select>
        </label>
      )}
      {chosen === undefined ? (
        <GridOf now={snapshot} listOf={listOf} />
      ) : (
        <Compared key={chosen} now={snapshot} listOf={listOf} month={chosen} />
      )}
    </Card>
  );
}

type GridProps = { now: View["snapshot"]; listOf: View["listOf"] };

/** Asks for the other month; until it is here this one stands alone. */
function Compared({ month, ...props }: GridProps & { month: string }) {
  const { data } = useSnapshot("rfm", month);
  return <GridOf {...props} then={data ?? undefined} />;
}

function GridOf({ now, then, listOf }: GridProps & { then?: View["snapshot"] }) {
  const { t } = useTools();
  const { longMonth } = useFigures();
  const grid = ({ month, body }: View["snapshot"], isLinked: boolean) => ({
    label: longMonth(month),
    cells: body.cells.map(({ recency, frequency, segment, customers, filter }) => ({
      row: recency,
      column: frequency,
      count: customers,
      name: t(`codes.segment.${segment}`),
      href: isLinked ? listOf(filter) : undefined,
    })),
  });
  return (
    <GridChart
      title={t("dashboards.rfm.grid")}
      unit={t("dashboards.customers")}
      n={now.body.customers}
      grids={[...(then === undefined ? [] : [grid(then, false)]), grid(now, true)]}
      rowLabel={t("dashboards.rfm.recency")}
      columnLabel={t("dashboards.rfm.frequency")}
      nameLabel={t("dashboards.rfm.segment")}
      note={t("dashboards.rfm.fifths")}
      help={<HowComputed anchor="rfm" />}
    />
  );
}

function Segments({ snapshot: { body }, listOf }: View) {
  const { t, percent, number } = useTools();
  const segments = body.segments.toSorted((a, b) => b.customers - a.customers);
  return (
    <Card isWide={body.flows === null}>
      <BarChart
        title={t("dashboards.rfm.segments")}
        unit={t("dashboards.rfm.sharesOf")}
        n={body.customers}
        nameLabel={t("dashboards.rfm.segment")}
        series={[t("dashboards.customers"), t("dashboards.value.sales")]}
        bars={segments.map((one) => ({
          label: `${t(`codes.segment.${one.segment}`)} (${number(one.customers)})`,
          data: [{ value: one.share, href: listOf(one.filter) }, { value: one.totalShare }],
        }))}
        format={percent}
        help={<HowComputed anchor="rfm" />}
      />
    </Card>
  );
}

const none = "-";

/** Groups that flow, in their order; those of no group come last. */
function groupsOf(flows: NonNullable<RfmBody["flows"]>["rfm"]): string[] {
  const keys = new Set(flows.flatMap(({ from, to }) => [from ?? none, to ?? none]));
  const rank = (key: string) => {
    const at = rfmSegments.indexOf(key);
    return key === none ? 99 : at < 0 ? 50 : at;
  };
  return [...keys].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

function Flows({ snapshot: { body, month }, listOf, of }: View & { of: "rfm" | "clusters" }) {
  const { t } = useTools();
  const { longMonth } = useFigures();
  if (body.flows === null)
    return (
      <NoChart title={t(`dashboards.rfm.flows.${of}`)} text={t("dashboards.rfm.noFlows")} isWide />
    );
  const flows = body.flows[of];
  const words = of === "rfm" ? "codes.segment" : "codes.cluster";
  const total = flows.reduce((sum, { customers }) => sum + customers, 0);
  return (
    <Card>
      <FlowChart
        title={t(`dashboards.rfm.flows.${of}`)}
        unit={t("dashboards.customers")}
        n={total}
        groups={groupsOf(flows).map((key) => ({
          key,
          label: key === none ? t("dashboards.rfm.noSegment") : t(`${words}.${key}`),
        }))}
        flows={flows.map(({ from, to, customers, filter }) => ({
          from: from ?? none,
          to: to ?? none,
          count: customers,
          href: filter && listOf(filter),
        }))}
        fromLabel={longMonth(body.flows.since)}
        toLabel={longMonth(month)}
        countLabel={t("dashboards.customers")}
        help={<HowComputed anchor={of === "rfm" ? "rfm" : "segments"} />}
      />
    </Card>
  );
}
