/** Parts of dashboards: cards, rows of key figures, and the way to an explanation. */
import type { ComponentChildren } from "preact";
import { useTools } from "../../tools.ts";

/** A chart on paper; `isWide` over both columns. */
export const Card = ({ isWide, children }: { isWide?: boolean; children: ComponentChildren }) => (
  <section class={isWide ? "sheet card wide" : "sheet card"}>{children}</section>
);

/** A heading over cards that belong together, with a sentence. */
export const Heading = ({ title, lead }: { title: string; lead?: string }) => (
  <header class="dashboard-heading wide">
    <h2>{title}</h2>
    {lead !== undefined && <p class="muted">{lead}</p>}
  </header>
);

/** Opens the explanation of a measure; `anchor` of its section in "Measures explained". */
export function HowComputed({ anchor }: { anchor: string }) {
  const { t } = useTools();
  return (
    <a class="how" href={`/measures#${anchor}`}>
      {t("dashboards.how")}
    </a>
  );
}

export type KeyFigure = { label: string; figure: string; detail?: string; href?: string };

/** The figures to know before any chart. */
export function KeyFigures({ figures }: { figures: KeyFigure[] }) {
  return (
    <dl class="sheet key-figures wide">
      {figures.map(({ label, figure, detail, href }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class="num">{href === undefined ? figure : <a href={href}>{figure}</a>}</dd>
          {detail !== undefined && <dd class="small muted num">{detail}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** A sentence in the place of a chart that has nothing to show. */
export const NoChart = ({ title, text, isWide }: NoChartProps) => (
  <section class={isWide === true ? "sheet card no-chart wide" : "sheet card no-chart"}>
    <h3>{title}</h3>
    <p class="muted">{text}</p>
  </section>
);
type NoChartProps = { title: string; text: string; isWide?: boolean };
