/** Value: worth, still a customer, last order, stage; each opens its explanation below the grid. */
import type { ComponentChildren } from "preact";
import type { Card } from "../../shared/contract/card.ts";
import { Measure, Why } from "./explanation.tsx";
import { useTools } from "./tools.ts";

const tones: Record<string, string> = {
  at_risk: "down",
  churned: "down",
  growing: "up",
  won_back: "up",
};

/**
 * The four facts of value; "No purchases yet" and "not enough history to tell" where a number would
 * be a lie.
 */
export function Facts({ card }: { card: Card }) {
  const { t, money, percent, day } = useTools();
  const { value, rfm, stage } = card.scores;
  const { lastPurchase: last, returned } = card;
  const bought = last !== null;
  const cannotTell = (
    <span class="unknown">{t(bought ? "panel.facts.cannotTell" : "panel.facts.noPurchases")}</span>
  );
  const worthLabel = t("panel.facts.worth", { months: value.months });
  const about = t("panel.facts.about", { worthAmount: value.lifetimeValue ?? 0 });
  return (
    <div class="section">
      <h3 class="hidden">{t("panel.facts.title")}</h3>
      <dl class="facts">
        <Fact label={worthLabel}>
          {value.lifetimeValue === null ? (
            cannotTell
          ) : (
            <Measure
              id="value"
              label={`${worthLabel}: ${about}`}
              className="value"
              has={value.explanation !== null}
            >
              {about}
            </Measure>
          )}
        </Fact>
        <Fact label={t("panel.facts.alive")}>
          {(bought && !value.identified) || value.probabilityAlive === null ? (
            cannotTell
          ) : (
            <span class="value">{percent(value.probabilityAlive)}</span>
          )}
        </Fact>
        <Fact label={t("panel.facts.last")}>
          {last === null ? (
            <span class="unknown">{t("panel.facts.none")}</span>
          ) : (
            <Measure
              id="rfm"
              label={`${t("panel.facts.last")}: ${day(last.at)}, ${money(last.amount)}`}
              className="value"
              has={rfm !== null}
            >
              {day(last.at)} · {money(last.amount)}
            </Measure>
          )}
        </Fact>
        {returned && (
          <Fact label={t("panel.facts.returned")}>
            <span class="value">
              {t(
                returned.orders === 1 && returned.order !== null
                  ? "panel.facts.returnedOf"
                  : "panel.facts.returnedOrders",
                {
                  returnedAmount: returned.amount,
                  order: returned.order ?? "",
                  orders: returned.orders,
                  date: returned.at,
                },
              )}
            </span>
          </Fact>
        )}
        <Fact label={t("panel.facts.stage")}>
          <Measure
            id="stage"
            label={`${t("panel.facts.stage")}: ${t(`codes.stage.${stage.stage}`)}`}
            className={`value ${tones[stage.stage] ?? ""}`}
            has
          >
            {t(`codes.stage.${stage.stage}`)}
          </Measure>
        </Fact>
      </dl>
      <Why
        id="value"
        title={t("panel.facts.worthWhy")}
        explanation={value.explanation}
        kind="value"
      />
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
    </div>
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
