/** The four figures: trust, worth, chance to buy, last order. What is unknown takes no place. */
import type { Card, Sentence } from "../../contract/card.ts";
import { isShownAmount } from "../shown-amount.ts";
import { Icon } from "../icons.tsx";
import { Measure, Why } from "./explanation.tsx";
import { Fact } from "./fact.tsx";
import type { ComponentChildren } from "preact";
import { Trust, TrustWhy } from "./trust.tsx";
import { useWording } from "../wording.ts";

type Scores = Card["scores"];
type Value = Scores["value"];

const DAYS_A_MONTH = 30.44;

/** The figures of a card, the explanation of the one that was pressed, and what else has turned. */
export function Figures({
  card,
  ask,
  children,
}: {
  card: Card;
  /** Opens the form for one's own answers on trust; left out where there is none. */
  ask?: (() => void) | undefined;
  /** That form. */
  children?: ComponentChildren;
}) {
  const { t } = useWording();
  const { scores } = card;
  return (
    <div class="section">
      <h3 class="hidden">{t("panel.facts.title")}</h3>
      <dl class="facts">
        <Trust trust={scores.trust} ask={ask} />
        <Worth value={scores.value} />
        <ChanceToBuy value={scores.value} fall={signOf(scores, "chance_fell")} />
        <LastOrder card={card} />
      </dl>
      <TrustWhy trust={scores.trust} ask={ask} />
      {children}
      <Reasons scores={scores} />
      <Signs scores={scores} />
    </div>
  );
}

const signOf = ({ warning }: Scores, code: string): Sentence | undefined =>
  warning?.signs.find((sign) => sign.code === code);

function Worth({ value }: { value: Value }) {
  const { t } = useWording();
  const { lifetimeValue: worthAmount, months, explanation } = value;
  if (worthAmount === null) return null;
  const label = t("panel.facts.worth", { months });
  const about = isShownAmount(worthAmount)
    ? t("panel.facts.about", { worthAmount })
    : t("panel.facts.nothingExpected");
  return (
    <Fact label={label}>
      <Measure id="value" label={`${label}: ${about}`} className="value" has={explanation !== null}>
        {about}
      </Measure>
    </Fact>
  );
}

function ChanceToBuy({ value: { chance }, fall }: { value: Value; fall: Sentence | undefined }) {
  const { t, percent } = useWording();
  if (!chance) return null;
  const within = t("panel.facts.chanceWithin", {
    months: Math.max(1, Math.round(chance.horizonDays / DAYS_A_MONTH)),
  });
  const label = t("panel.facts.chance");
  const shown = percent(chance.probability);
  return (
    <Fact label={label}>
      <Measure id="chance" label={`${label}: ${shown} ${within}`} className="value" has>
        <span>{shown}</span> <span class="within">{within}</span>
      </Measure>
      {fall !== undefined && (
        <span class="aside down">
          <span aria-hidden="true">▼ </span>
          {t("panel.facts.chanceWas", fall.parameters)}
        </span>
      )}
    </Fact>
  );
}

function LastOrder({ card: { lastPurchase: last, scores } }: { card: Card }) {
  const { t, money, day } = useWording();
  if (last === null) return null;
  const label = t("panel.facts.last");
  return (
    <Fact label={label}>
      <Measure
        id="rfm"
        label={`${label}: ${day(last.at)}, ${money(last.amount)}`}
        className="value"
        has={scores.rfm !== null}
      >
        {day(last.at)} · {money(last.amount)}
      </Measure>
    </Fact>
  );
}

/** The explanation of the figure that was pressed. */
function Reasons({ scores: { value, rfm } }: { scores: Scores }) {
  const { t } = useWording();
  const { lifetimeValue, range } = value;
  const isShown = lifetimeValue !== null && isShownAmount(lifetimeValue);
  return (
    <>
      <Why
        id="value"
        title={t("panel.facts.worthWhy")}
        explanation={value.explanation}
        kind="value"
        lead={
          <>
            {!isShown && <p>{t("panel.facts.nothingExpectedWhy")}</p>}
            {range && (
              <p>
                {t(range.high === 0 ? "panel.facts.probablyNothing" : "panel.facts.range", {
                  lowAmount: range.low,
                  highAmount: range.high,
                })}
              </p>
            )}
          </>
        }
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
    </>
  );
}

/** Signs that say the same as a reason to act. */
const same: Record<string, string> = { silent: "silent_beyond_interval" };

/**
 * Signs that something has turned for the worse, a plain sentence each, but for what the step gives
 * as its reason and what stands beside the chance to buy.
 */
function Signs({ scores: { warning, next, value } }: { scores: Scores }) {
  const { t } = useWording();
  const signs = (warning?.signs ?? []).filter(
    ({ code }) =>
      (same[code] ?? code) !== next.action?.reason.code &&
      !(code === "chance_fell" && value.chance),
  );
  if (signs.length === 0) return null;
  return (
    <ul class="signs" aria-label={t("panel.warning.title")}>
      {signs.map((sign) => (
        <li key={sign.code}>
          <Icon name="falls" size={14} />
          <span>{t(`codes.sign.${sign.code}`, sign.parameters)}</span>
        </li>
      ))}
    </ul>
  );
}
