/** Actions: what was shown and done, what followed, and what it brought by the hold-out. */
import { useLocation } from "preact-iso";
import { BarChart } from "../../../../shared/ui/charts/bar-chart.tsx";
import { tiers } from "../../codes.ts";
import { useTools } from "../../tools.ts";
import { Dashboard, type ViewProps } from "../dashboards/dashboard.tsx";
import { rateDatum, useFigures } from "../dashboards/figures.ts";
import { Card, HowComputed, NoChart } from "../dashboards/parts.tsx";
import type { ActionRow, ActionsProps } from "./action-row.ts";
import { BackTests } from "./back-tests.tsx";
import { Associations, Effects } from "./results.tsx";

type View = ViewProps<"actions">;

export default function Actions() {
  return <Dashboard page="actions">{(view) => <ActionsView {...view} />}</Dashboard>;
}

function ActionsView(view: View) {
  const { t } = useTools();
  const { query } = useLocation();
  const { actions } = view.snapshot.body;
  const tier = tiers.find((one) => one === query["tier"]) ?? null;
  const rows = actions
    .filter((row) => row.tier === tier && row.shown + row.heldBack > 0)
    .toSorted((a, b) => b.shown - a.shown);
  const props = { ...view, rows, nameOf: ({ action }: ActionRow) => t(`codes.action.${action}`) };
  return (
    <>
      <Tiers tier={tier} />
      {rows.length === 0 ? (
        <NoChart
          title={t("dashboards.actions.none")}
          text={t("dashboards.actions.noneWhy")}
          isWide
        />
      ) : (
        <>
          <Effects {...props} />
          <Associations {...props} />
          <Shown {...props} />
          <Followed {...props} />
        </>
      )}
      <BackTests />
    </>
  );
}

/** The choice of a tier, or all; it stands in the address. */
function Tiers({ tier }: { tier: string | null }) {
  const { t } = useTools();
  const { path, query, route } = useLocation();
  const choose = (chosen: string) => {
    const parameters = new URLSearchParams({
      ...(query["at"] === undefined ? {} : { at: query["at"] }),
      ...(chosen === "" ? {} : { tier: chosen }),
    });
    route(parameters.size === 0 ? path : `${path}?${parameters}`);
  };
  return (
    <label class="month wide">
      <span class="small muted">{t("dashboards.tier")}</span>
      <select
        class="input"
        value={tier ?? ""}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        <option value="">{t("dashboards.actions.allTiers")}</option>
        {tiers.map((one) => (
          <option key={one} value={one}>
            {t(`codes.tier.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

const hasFollowed = ({ followed }: ActionRow) => followed.of > 0;

function Shown({ rows, nameOf }: ActionsProps) {
  const { t } = useTools();
  const { whole } = useFigures();
  return (
    <Card isWide={!rows.some(hasFollowed)}>
      <BarChart
        title={t("dashboards.actions.shown.title")}
        unit={t("dashboards.actions.times")}
        n={rows.reduce((sum, { shown }) => sum + shown, 0)}
        nameLabel={t("dashboards.actions.action")}
        series={[
          t("dashboards.actions.shown.shown"),
          t("dashboards.actions.shown.done"),
          t("dashboards.actions.shown.notUseful"),
        ]}
        bars={rows.map((row) => ({
          label: nameOf(row),
          data: [{ value: row.shown }, { value: row.done }, { value: row.notUseful }],
        }))}
        format={whole}
        help={<HowComputed anchor="next-best-action" />}
      />
    </Card>
  );
}

/** Shares that bought, shown beside held back; the difference is the effect on buying. */
function Followed({ rows, nameOf, snapshot: { body } }: ActionsProps) {
  const { t, percent } = useTools();
  const known = rows.filter(hasFollowed);
  if (known.length === 0) return null;
  return (
    <Card>
      <BarChart
        title={t("dashboards.actions.followed.title")}
        unit={t("dashboards.actions.followed.unit", { days: body.effectDays })}
        n={known.reduce((sum, row) => sum + row.followed.of + row.followedHeldBack.of, 0)}
        nameLabel={t("dashboards.actions.action")}
        series={[t("dashboards.actions.followed.shown"), t("dashboards.actions.followed.heldBack")]}
        bars={known.map((row) => ({
          label: nameOf(row),
          data: [rateDatum(row.followed), rateDatum(row.followedHeldBack)],
        }))}
        format={percent}
        help={<HowComputed anchor="next-best-action" />}
      />
    </Card>
  );
}
