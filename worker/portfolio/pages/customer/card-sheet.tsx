/** The customer's card, of the same parts as in the panel beside the mail. */
import type { Profile } from "../../../../shared/contract/answers.ts";
import type { Card } from "../../../../shared/contract/card.ts";
import { isStageProblem } from "../../../../shared/contract/stage-problem.ts";
import { year } from "../../../../shared/locales/format.ts";
import { Measure, OpenedContext } from "../../../../shared/ui/card/explanation.tsx";
import { StandingWhy, TierMeasure } from "../../../../shared/ui/card/standing.tsx";
import { Figures } from "../../../../shared/ui/card/figures.tsx";
import { More } from "../../../../shared/ui/card/more.tsx";
import { Satisfaction } from "../../../../shared/ui/card/satisfaction.tsx";
import { useOpened } from "../../../../shared/ui/card/use-opened.ts";
import { Monogram } from "../../../../shared/ui/monogram.tsx";
import { useTools } from "../../tools.ts";
import { nameOf } from "./name-of.ts";
import { Override } from "./override.tsx";
import { NextStep } from "./next-step.tsx";

/** Returns the profile as the card that the panel shows; its contacts stand elsewhere. */
function cardOf({ customer, lastPurchase, returned, scores, version, scoredAt }: Profile): Card {
  return {
    customer,
    contact: null,
    lastPurchase,
    ...(returned !== undefined && { returned }),
    scores,
    touches: [],
    version,
    scoredAt,
  };
}

/** `again` asks for the profile anew, once something was answered. */
export function CardSheet({ profile, again }: { profile: Profile; again(): void }) {
  const { t } = useTools();
  const card = cardOf(profile);
  const { opened, area, onKeyDown } = useOpened({
    model: card.version.model,
    policy: card.version.policy,
    scoredAt: card.scoredAt,
  });
  return (
    <OpenedContext.Provider value={opened}>
      <div ref={area} class="card-sheet sheet" onKeyDown={onKeyDown}>
        <h2 class="hidden">{t("customer.card")}</h2>
        <First card={card} profile={profile} again={again} />
        <NextStep next={card.scores.next} again={again} />
        <Figures card={card} />
        <Satisfaction satisfaction={card.scores.satisfaction} />
        <More card={card} />
      </div>
    </OpenedContext.Provider>
  );
}

function First({ card, profile, again }: { card: Card; profile: Profile; again(): void }) {
  const tools = useTools();
  const { t } = tools;
  const { tier, stage } = card.scores;
  const stageName = t(`codes.stage.${stage.stage}`);
  return (
    <div class="section">
      <div class="row">
        <Monogram name={nameOf(card.customer, tools)} tier={tier.tier} isDecoration />
        <div class="grow">
          <TierMeasure tier={tier} />
          <p class="small">
            <Measure
              id="stage"
              label={`${t("panel.facts.stage")}: ${stageName}`}
              className={isStageProblem(card.scores) ? "value down" : "value"}
              has
            >
              {stageName}
            </Measure>
            {card.customer.since !== null && (
              <span class="muted">
                {" · "}
                {t("panel.since", { year: String(year(card.customer.since)) })}
              </span>
            )}
          </p>
        </div>
      </div>
      <StandingWhy tier={tier} stage={stage} />
      <Override profile={profile} again={again} />
    </div>
  );
}
