/** Why a number is what it is: its factors, adding up to it, and what it rests on. */
import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Explanation } from "../../shared/contract/card.ts";
import { act, onKeys } from "./guard.ts";
import { Icon } from "./icons.tsx";
import { seen } from "./seen.ts";
import { addUp, shownWeights } from "./sum.ts";
import { useTools } from "./tools.ts";

export type Version = { model: number; policy: number; scoredAt: string };
type Opened = { open: string | null; toggle(id: string): void; version: Version };
/** One explanation is open at a time. */
export const OpenedContext = createContext<Opened>({
  open: null,
  toggle: () => undefined,
  version: { model: 0, policy: 0, scoredAt: "" },
});

/** "Last order: 3 Nov" within a sentence; "NPS" and names of one letter keep theirs. */
const inSentence = (label: string) =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

/** A number as a button that opens its explanation; plain text where it has none. */
export function Measure({
  id,
  label,
  className,
  has,
  children,
}: {
  id: string;
  /** What is explained, and its value as it stands on the button; left out where the button itself says both. */ label?: string;
  className: string;
  has: boolean;
  children: ComponentChildren;
}) {
  const { open, toggle } = useContext(OpenedContext);
  const { t } = useTools();
  if (!has) return <span class={className}>{children}</span>;
  const pressed = () => {
    toggle(id);
    return true;
  };
  // Whoever has selected words in it wants to copy them.
  const press = act(() => {
    if (getSelection()?.isCollapsed !== false) toggle(id);
  });
  return (
    // No <button>: browsers let nobody select the words in one.
    <span
      role="button"
      tabIndex={0}
      class={className}
      aria-expanded={open === id}
      aria-controls={`why-${id}`}
      data-measure={id}
      aria-label={
        label === undefined ? undefined : t("panel.why.open", { label: inSentence(label) })
      }
      title={t("panel.why.hint")}
      onClick={press}
      onKeyDown={onKeys({ Enter: () => pressed(), " ": () => pressed() })}
    >
      {label === undefined && <span class="hidden">{t("panel.why.open", { label: "" })}</span>}
      {children}
    </span>
  );
}

/** Which score is explained: its words for the start and the total, and what its points are. */
export type Kind =
  | "tier"
  | "trust"
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
  | "affinity";
const inMoney: Kind[] = ["value", "action"];
/** Measures, not gains and losses: no sign, and no colour for a stage. */
const levels: Kind[] = ["rfm", "stage", "type", "cluster", "abc"];
const inPercent: Kind[] = ["type", "abc", "affinity"];
/**
 * Their sum would say nothing more: always a hundred, the one factor there is, or distances without
 * a unit.
 */
const sumless: Kind[] = ["type", "abc", "cluster"];

/** The explanation of `id` while it is open. */
export function Why({
  id,
  title,
  explanation,
  kind,
  children,
}: {
  id: string;
  title: string;
  explanation: Explanation | null;
  kind: Kind;
  children?: ComponentChildren;
}) {
  const { open, toggle, version } = useContext(OpenedContext);
  const { t, day, number } = useTools();
  if (open !== id || explanation === null) return null;
  return (
    <div class="why" ref={seen} id={`why-${id}`} role="group" aria-label={title}>
      <div class="head">
        <h3>{title}</h3>
        <button
          type="button"
          class="fold"
          aria-label={t("panel.close")}
          onClick={act(() => toggle(id))}
        >
          <Icon name="close" size={12} />
        </button>
      </div>
      {children}
      <Factors explanation={explanation} kind={kind} />
      <p
        class="meta"
        title={t("panel.why.version", {
          model: number(version.model),
          policy: number(version.policy),
        })}
      >
        {t(`panel.why.evidence.${kind}`, { count: explanation.evidence })}
        {version.scoredAt !== "" && ` · ${day(version.scoredAt)}`}
      </p>
    </div>
  );
}

function Factors({ explanation, kind }: { explanation: Explanation; kind: Kind }) {
  const { t, decimals, exactMoney, signed, number } = useTools();
  const raw = [explanation.base, ...explanation.factors.map((factor) => factor.points)];
  const amounts = inMoney.includes(kind);
  const points = amounts ? raw.map((minor) => minor / 10 ** decimals) : raw;
  const large = Math.max(...points.map(Math.abs)) >= 100;
  const digits = amounts ? (large ? 0 : decimals) : points.every(Number.isInteger) ? 0 : 1;
  const { parts, total } = addUp(points, digits);
  const most = kind === "abc" ? 100 : Math.max(...parts.map(Math.abs), 1e-9);
  const weights = shownWeights(explanation.factors);
  const unit = inPercent.includes(kind) ? "%" : "";
  const whole = (value: number) =>
    amounts ? exactMoney(value, digits) : number(value, digits) + unit;
  // How far a customer is from others is a distance without a unit: its bar says enough.
  const step = (value: number) =>
    kind === "cluster" || (value === 0 && kind === "stage")
      ? ""
      : value === 0
        ? "–"
        : amounts || levels.includes(kind)
          ? whole(value)
          : signed(value, digits) + unit;
  return (
    <table>
      <tbody>
        {explanation.base !== 0 && (
          <tr>
            <th scope="row">{t(`panel.why.base.${kind}`)}</th>
            <td>{whole(parts[0] ?? 0)}</td>
          </tr>
        )}
        {explanation.factors.map((factor, index) => {
          const value = parts[index + 1] ?? 0;
          return (
            <tr key={index}>
              <th scope="row">
                {t(`codes.factor.${factor.code}`, { ...factor.parameters, ...weights[index] })}
                {value !== 0 && kind !== "stage" && (
                  <span
                    class={value < 0 ? "bar less" : "bar"}
                    style={{ width: `${Math.round((Math.abs(value) / most) * 100)}%` }}
                  />
                )}
              </th>
              <td>{step(value)}</td>
            </tr>
          );
        })}
      </tbody>
      {!sumless.includes(kind) && (
        <tfoot>
          <tr>
            <th scope="row">{t(`panel.why.total.${kind}`)}</th>
            <td>{whole(total)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
