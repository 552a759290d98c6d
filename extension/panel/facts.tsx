/** Value: worth, chance to buy, last order, stage; each opens its explanation below the grid. */
import type { ComponentChildren } from "preact";
import type { Card } from "../../shared/contract/card.ts";
import { Measure, Why } from "./explanation.tsx";
import { useTools } from "./tools.ts";

type Value = Card["scores"]["value"];

const DAYS_A_MONTH = 30.44;

const tones: Record<string, string> = {
  at_risk: "down",
  churned: "down",
  growing: "up",
  won_back: "up",
};

/**
 * The facts of value; "No purchases yet" and "not enough history to tell" where a number would be a
 * lie.
 */
export function Facts({ card }: { card: Card }) {
  const { t } = useTools();
  const { value, stage } = card.scores;
  const bought = card.lastPurchase !== null;
  return (
    <div class="section">
      <h3 class="hidden">{t("panel.facts.title")}</h3>
      <dl class="facts">
        <Worth value={value} bought={bought} />
        <ChanceToBuy value={value} bought={bought} />
        <LastOrder card={card} />
        {card.returned && <Returned returned={card.returned} />}
        <Stage stage={stage.stage} />
      </dl>
      <Reasons scores={card.scores} />
    </div>
  );
}

/** Words in place of a figure that nothing supports. */
function CannotTell({ bought }: { bought: boolean }) {
  const { t } = useTools();
  return (
    <span class="unknown">{t(bought ? "panel.facts.cannotTell" : "panel.facts.noPurchases")}</span>
  );
}

/** Returns the value in words, with the range that it will probably lie in. */
function useWorth({ lifetimeValue, range }: Value): string {
  const { t } = useTools();
  const worthAmount = lifetimeValue ?? 0;
  if (!range) return t("panel.facts.about", { worthAmount });
  const { low: lowAmount, high: highAmount } = range;
  return highAmount === 0
    ? t("panel.facts.probablyNothing")
    : t("panel.facts.aboutRange", { worthAmount, lowAmount, highAmount });
}

function Worth({ value, bought }: { value: Value; bought: boolean }) {
  const { t } = useTools();
  const label = t("panel.facts.worth", { months: value.months });
  const about = useWorth(value);
  return (
    <Fact label={label}>
      {value.lifetimeValue === null ? (
        <CannotTell bought={bought} />
      ) : (
        <Measure
          id="value"
          label={`${label}: ${about}`}
          className="value"
          has={value.explanation !== null}
        >
          {about}
        </Measure>
      )}
    </Fact>
  );
}

function ChanceToBuy({ value: { chance }, bought }: { value: Value; bought: boolean }) {
  const { t, percent } = useTools();
  // A card scored before there was a chance to buy says nothing of it.
  if (chance === undefined) return null;
  if (chance === null)
    return (
      <Fact label={t("panel.facts.chance")}>
        <CannotTell bought={bought} />
      </Fact>
    );
  const label = t("panel.facts.chanceWithin", {
    months: Math.max(1, Math.round(chance.horizonDays / DAYS_A_MONTH)),
  });
  const shown = percent(chance.probability);
  return (
    <Fact label={label}>
      <Measure id="chance" label={`${label}: ${shown}`} className="value" has>
        {shown}
      </Measure>
    </Fact>
  );
}

function LastOrder({ card: { lastPurchase: last, scores } }: { card: Card }) {
  const { t, money, day } = useTools();
  const label = t("panel.facts.last");
  return (
    <Fact label={label}>
      {last === null ? (
        <span class="unknown">{t("panel.facts.none")}</span>
      ) : (
        <Measure
          id="rfm"
          label={`${label}: ${day(last.at)}, ${money(last.amount)}`}
          className="value"
          has={scores.rfm !== null}
        >
          {day(last.at)} · {money(last.amount)}
        </Measure>
      )}
    </Fact>
  );
}

function Returned({ returned }: { returned: NonNullable<Card["returned"]> }) {
  const { t } = useTools();
  const isOneOrder = returned.orders === 1 && returned.order !== null;
  return (
    <Fact label={t("panel.facts.returned")}>
      <span class="value">
        {t(isOneOrder ? "panel.facts.returnedOf" : "panel.facts.returnedOrders", {
          returnedAmount: returned.amount,
          order: returned.order ?? "",
          orders: returned.orders,
          date: returned.at,
        })}
      </span>
    </Fact>
  );
}

function Stage({ stage }: { stage: string }) {
  const { t } = useTools();
  const name = t(`codes.stage.${stage}`);
  return (
    <Fact label={t("panel.facts.stage")}>
      <Measure
        id="stage"
        label={`${t("panel.facts.stage")}: ${name}`}
        className={`value ${tones[stage] ?? ""}`}
        has
      >
        {name}
      </Measure>
    </Fact>
  );
}

/** The explanation of the fact that was pressed. */
function Reasons({ scores: { value, rfm, stage } }: { scores: Card["scores"] }) {
  const { t } = useTools();
  return (
    <>
      <Why
        id="value"
        title={t("panel.facts.worthWhy")}
        explanation={value.explanation}
        kind="value"
      />
      {value.chance && (
        <Why
          id="chance"
          title={t("panel.facts.chanceWhy")}
          explanation={value.chance.explanation}
          kind="chance"
        />
      )}
      {rfm !== null && (
        <Why
          id="rfm"
          title={t("panel.facts.rfmWhy", { segment: rfm.segment })}
          explanation={rfm.explanation}
          kind="rfm"
        />
      )}
      <Why
        id="stage"
        title={t("panel.facts.stageWhy", { stage: stage.stage })}
        explanation={stage.explanation}
        kind="stage"
      />
    </>
  );
}

/** One label with its value. */
export function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
