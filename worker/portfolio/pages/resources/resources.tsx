/** Resources: the time that customers get beside the value that they bring. */
import { BarChart } from "../../../../shared/ui/charts/bar-chart.tsx";
import { useTools } from "../../tools.ts";
import { Dashboard, type ViewProps } from "../dashboards/dashboard.tsx";
import { useFigures } from "../dashboards/figures.ts";
import { Card, HowComputed, NoChart } from "../dashboards/parts.tsx";

type View = ViewProps<"resources">;

export default function Resources() {
  return <Dashboard page="resources">{(view) => <ResourcesView {...view} />}</Dashboard>;
}

function ResourcesView(view: View) {
  const { t } = useTools();
  const { tiers } = view.snapshot.body;
  if (tiers.every(({ contacts }) => contacts === 0))
    return (
      <NoChart
        title={t("dashboards.resources.none")}
        text={t("dashboards.resources.noneWhy")}
        isWide
      />
    );
  return (
    <>
      <Shares {...view} />
      <LastContact {...view} />
      <Imbalances {...view} />
      <Owners {...view} />
      <OwnerShares {...view} />
    </>
  );
}

function Shares({ snapshot: { body }, listOf }: View) {
  const { t, percent, number } = useTools();
  const customers = body.tiers.reduce((sum, one) => sum + one.customers, 0);
  const isTimed = body.tiers.some(({ timedContacts }) => timedContacts > 0);
  return (
    <Card>
      <BarChart
        title={t("dashboards.resources.shares")}
        unit={t("dashboards.resources.sharesUnit", { days: body.days })}
        n={customers}
        nameLabel={t("dashboards.tier")}
        series={[
          t("dashboards.customers"),
          t("dashboards.resources.contacts"),
          ...(isTimed ? [t("dashboards.resources.minutes")] : []),
          t("dashboards.resources.value"),
        ]}
        bars={body.tiers.map((one) => ({
          label: `${t(`codes.tier.${one.tier}`)} (${number(one.customers)})`,
          data: [
            { value: one.customers / Math.max(customers, 1), href: listOf(one.filter) },
            { value: one.contactShare },
            ...(isTimed ? [{ value: one.minuteShare }] : []),
            { value: one.valueShare },
          ],
        }))}
        format={percent}
        note={t(isTimed ? "dashboards.resources.timed" : "dashboards.resources.untimed")}
        help={<HowComputed anchor="tier" />}
      />
    </Card>
  );
}

function Imbalances({ snapshot: { body }, listOf }: View) {
  const { t } = useTools();
  const { whole } = useFigures();
  const rows = body.imbalances.filter(({ customers }) => customers > 0);
  if (rows.length === 0)
    return (
      <NoChart
        title={t("dashboards.resources.imbalances")}
        text={t("dashboards.resources.balanced")}
        isWide
      />
    );
  return (
    <Card isWide>
      <BarChart
        title={t("dashboards.resources.imbalances")}
        unit={t("dashboards.customers")}
        n={rows.reduce((sum, { customers }) => sum + customers, 0)}
        nameLabel={t("dashboards.resources.kind")}
        series={[t("dashboards.customers")]}
        bars={rows.map((one) => ({
          label: t(`dashboards.resources.${one.kind}`, { of: t(`codes.tier.${one.tier}`) }),
          data: [{ value: one.customers, href: listOf(one.filter) }],
        }))}
        format={whole}
        note={t("dashboards.resources.imbalancesNote")}
        help={<HowComputed anchor="next-best-action" />}
      />
    </Card>
  );
}

const mostOwners = 20;

const ownerName = (
  owner: string | null,
  names: View["snapshot"]["names"],
  t: (key: string) => string,
): string =>
  owner === null
    ? t("dashboards.value.no.owners")
    : (names.owners[owner] ?? t("dashboards.removed"));

function Owners({ snapshot: { body, names }, listOf }: View) {
  const { t, number } = useTools();
  const { oneDigit } = useFigures();
  const owners = body.owners.slice(0, mostOwners);
  if (owners.every(({ timedContacts }) => timedContacts === 0))
    return (
      <NoChart title={t("dashboards.resources.owners")} text={t("dashboards.resources.untimed")} />
    );
  return (
    <Card isWide={owners.length < 2}>
      <BarChart
        title={t("dashboards.resources.owners")}
        unit={t("dashboards.resources.weekly", { days: body.days })}
        n={body.owners.reduce((sum, { timedContacts }) => sum + timedContacts, 0)}
        nameLabel={t("dashboards.value.name.owners")}
        series={[t("dashboards.resources.hours")]}
        bars={owners.map((one) => ({
          label: `${ownerName(one.owner, names, t)} (${number(one.customers)})`,
          data: [{ value: one.weeklyMinutes / 60, href: listOf(one.filter) }],
        }))}
        format={oneDigit}
        note={
          body.owners.length > mostOwners
            ? t("dashboards.firstOf", { shown: mostOwners, count: body.owners.length })
            : undefined
        }
      />
    </Card>
  );
}

/** Each owner's part of contacts, minutes and value: who carries more than they bring. */
function OwnerShares({ snapshot: { body, names }, listOf }: View) {
  const { t, percent } = useTools();
  const owners = body.owners.slice(0, mostOwners);
  if (owners.length < 2) return null;
  return (
    <Card>
      <BarChart
        title={t("dashboards.resources.ownerShares")}
        unit={t("dashboards.resources.sharesUnit", { days: body.days })}
        n={body.owners.reduce((sum, { customers }) => sum + customers, 0)}
        nameLabel={t("dashboards.value.name.owners")}
        series={[
          t("dashboards.resources.contacts"),
          t("dashboards.resources.minutes"),
          t("dashboards.resources.value"),
        ]}
        bars={owners.map((one) => ({
          label: ownerName(one.owner, names, t),
          data: [
            { value: one.contactShare, href: listOf(one.filter) },
            { value: one.minuteShare },
            { value: one.valueShare },
          ],
        }))}
        format={percent}
      />
    </Card>
  );
}

function LastContact({ snapshot: { body }, listOf }: View) {
  const { t } = useTools();
  const { whole } = useFigures();
  const ranges = body.tiers[0]?.lastContact ?? [];
  return (
    <Card>
      <BarChart
        title={t("dashboards.resources.lastContact")}
        unit={t("dashboards.customers")}
        n={body.tiers.reduce((sum, one) => sum + one.customers, 0)}
        nameLabel={t("dashboards.tier")}
        series={ranges.map(({ from, below }) =>
          below === null
            ? t("dashboards.resources.longer", { days: from })
            : t("dashboards.resources.within", { from, below }),
        )}
        bars={body.tiers.map(({ tier, lastContact }) => ({
          label: t(`codes.tier.${tier}`),
          data: lastContact.map(({ customers, filter }) => ({
            value: customers,
            href: listOf(filter),
          })),
        }))}
        format={whole}
      />
    </Card>
  );
}
