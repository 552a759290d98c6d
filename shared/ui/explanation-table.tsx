/** The factors of a score, which add up exactly to it. */
import type { Explanation } from "../contract/card.ts";
import { useContext } from "preact/hooks";
import { addUp, shownWeights } from "./add-up.ts";
import { FactsContext, type Factor } from "./facts.ts";
import { act } from "./guard.ts";
import { useWording, type Wording } from "./wording.ts";

/** The score that is explained: its words for start and total, and the unit of its points. */
export type ExplanationKind =
  | "tier"
  | "trust"
  | "ours"
  | "value"
  | "rfm"
  | "stage"
  | "satisfaction"
  | "action"
  | "relationship"
  | "type"
  | "loyalty"
  | "cluster"
  | "abc"
  | "affinity"
  | "chance";
const inMoney: ExplanationKind[] = ["value", "action"];
/** Measures, not gains and losses: no sign, and no colour for a stage. */
const levels: ExplanationKind[] = ["rfm", "stage", "type", "cluster", "abc"];
const inPercent: ExplanationKind[] = ["type", "abc", "affinity", "chance"];
/**
 * Their sum would say nothing more: always a hundred, the one factor there is, or distances without
 * a unit.
 */
const sumless: ExplanationKind[] = ["type", "abc", "cluster"];

type Row = { factor: Factor; label: string; points: number; value: string };

/** Returns the points of base and factors, in major units where they are amounts. */
function pointsOf({ base, factors }: Explanation, isMoney: boolean, decimals: number): number[] {
  const raw = [base, ...factors.map((factor) => factor.points)];
  return isMoney ? raw.map((minor) => minor / 10 ** decimals) : raw;
}

/**
 * Decimals that these points are shown with. Amounts are estimates: as many as their total is shown
 * with beside its label, two significant digits, and so none, or fewer than none, from ten on.
 */
function digitsOf(points: number[], isMoney: boolean, decimals: number): number {
  if (isMoney) {
    const total = Math.abs(points.reduce((sum, one) => sum + one, 0));
    return total < 1 ? decimals : Math.min(0, 1 - Math.floor(Math.log10(total)));
  }
  return points.every(Number.isInteger) ? 0 : 1;
}

/** Formats for the base and total, and for what a factor adds. */
function formatsOf(kind: ExplanationKind, digits: number, wording: Wording) {
  const { exactMoney, number, signed } = wording;
  const isMoney = inMoney.includes(kind);
  const unit = inPercent.includes(kind) ? "%" : "";
  const whole = (value: number) =>
    isMoney ? exactMoney(value, Math.max(0, digits)) : number(value, digits) + unit;
  return {
    whole,
    step(value: number): string {
      // A distance has no unit: its bar says enough.
      if (kind === "cluster" || (value === 0 && kind === "stage")) return "";
      if (value === 0) return "–";
      return isMoney || levels.includes(kind) ? whole(value) : signed(value, digits) + unit;
    },
  };
}

/** Returns the rows as shown, rounded so that they still add up. */
function tableOf(kind: ExplanationKind, explanation: Explanation, wording: Wording) {
  const { t, decimals } = wording;
  const isMoney = inMoney.includes(kind);
  const points = pointsOf(explanation, isMoney, decimals);
  const digits = digitsOf(points, isMoney, decimals);
  const { whole, step } = formatsOf(kind, digits, wording);
  const { parts, total } = addUp(points, digits);
  const weights = shownWeights(explanation.factors);
  const rows = explanation.factors.map((factor, index): Row => {
    const { code, parameters } = factor;
    const value = parts[index + 1] ?? 0;
    const label = t(`codes.factor.${code}`, { ...parameters, ...weights[index] });
    return { factor, label, points: value, value: step(value) };
  });
  return {
    rows,
    base: whole(parts[0] ?? 0),
    total: whole(total),
    largest: kind === "abc" ? 100 : Math.max(...parts.map(Math.abs), 1e-9),
  };
}

/** Start, factors with their bars, and the total where a sum says something. */
export function ExplanationTable({
  explanation,
  kind,
}: {
  explanation: Explanation;
  kind: ExplanationKind;
}) {
  const wording = useWording();
  const { t } = wording;
  const { rows, base, total, largest } = tableOf(kind, explanation, wording);
  return (
    <table class="factors">
      <tbody>
        {explanation.base !== 0 && (
          <tr>
            <th scope="row">{t(`panel.why.base.${kind}`)}</th>
            <td class="bars" />
            <td>{base}</td>
          </tr>
        )}
        {rows.map(({ factor, label, points, value }, index) => (
          <tr key={index}>
            <th scope="row">
              <Label factor={factor} label={label} />
            </th>
            <td class="bars">
              {points !== 0 && kind !== "stage" && (
                <span
                  class={points < 0 ? "bar less" : "bar"}
                  style={{ width: `${Math.round((Math.abs(points) / largest) * 100)}%` }}
                />
              )}
            </td>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
      {!sumless.includes(kind) && (
        <tfoot>
          <tr>
            <th scope="row">{t(`panel.why.total.${kind}`)}</th>
            <td class="bars" />
            <td>{total}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** A factor's words; a button to the facts it rests on, where they are at hand. */
function Label({ factor, label }: Pick<Row, "factor" | "label">) {
  const { openerOf } = useContext(FactsContext);
  const opener = openerOf(factor);
  if (opener === null) return <>{label}</>;
  return (
    <button type="button" class="link fact" onClick={act(opener.open)}>
      {label}
      {opener.isAway === true && <span aria-hidden="true"> ↗</span>}
    </button>
  );
}
