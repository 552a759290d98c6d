/** The first line: who this is, of which company, how much they matter, where they stand. */
import { useState } from "preact/hooks";
import type { Card } from "../../shared/contract/card.ts";
import { year } from "../../shared/locales/format.ts";
import { plain } from "../../shared/locales/translate.ts";
import { isStageProblem } from "../../shared/contract/stage-problem.ts";
import { act } from "../../shared/ui/guard.ts";
import { Monogram } from "../../shared/ui/monogram.tsx";
import { Measure } from "../../shared/ui/card/explanation.tsx";
import { StandingWhy, TierMeasure } from "../../shared/ui/card/standing.tsx";
import { displayName, shownAddress } from "./names.ts";
import type { Person } from "./state.ts";
import { Telephone } from "./telephone.tsx";
import { useTools, type Tools } from "./tools.ts";

/**
 * Returns the company below the name; of a shared mailbox, which goes by the company's name, which
 * mailbox it is. Null where it would repeat the name.
 */
function companyOf(person: Person, { customer, contact }: Card, { t }: Tools): string | null {
  // A company that came with its purchases alone has no name yet: its number says which it is.
  const known =
    customer.name ??
    (customer.externalId === null ? null : t("panel.number", { number: customer.externalId }));
  const company =
    contact === null
      ? shownAddress(person)
      : customer.kind === "company" && known !== null
        ? plain(known)
        : null;
  return company === displayName(person) ? null : company;
}

/** Name, tier, company, stage and since when, of the person shown. */
export function FirstLine({ person, card }: { person: Person; card: Card }) {
  const tools = useTools();
  const { tier, stage } = card.scores;
  const name = displayName(person);
  const company = companyOf(person, card, tools);
  return (
    <div class="section first">
      <div class="who">
        <Monogram name={name} tier={tier.tier} isDecoration />
        <div class="grow">
          <div class="naming">
            <h2 class="name" dir="auto" title={name}>
              {name}
            </h2>
            <TierMeasure tier={tier} />
          </div>
          {company !== null && (
            <p class="company" title={company}>
              <bdi>{company}</bdi>
            </p>
          )}
          <OpenRecord customerId={card.customer.id} name={name} />
          <Telephone person={person} />
          <Stage card={card} />
        </div>
      </div>
      <StandingWhy tier={tier} stage={stage} />
    </div>
  );
}

/** The way to the customer's own page, where everything that is known of them stands. */
function OpenRecord({ customerId, name }: { customerId: string; name: string }) {
  const { t, commands, announce } = useTools();
  const [fault, setFault] = useState<string | null>(null);
  const open = async () => {
    const code = await commands.openRecord(customerId, null);
    const said = code === null ? null : t(`codes.error.${code}`);
    setFault(said);
    if (said !== null) announce(said);
  };
  return (
    <p class="record">
      <button
        type="button"
        class="link small muted"
        aria-label={t("panel.record.of", { name })}
        onClick={act(() => void open())}
      >
        {t("panel.record.open")} <span aria-hidden="true">↗</span>
      </button>
      {fault !== null && <span class="fault"> {fault}</span>}
    </p>
  );
}

/** Stage, and the year of the first order; none for a prospect, whose sentence says as much. */
function Stage({ card: { customer, scores } }: { card: Card }) {
  const { t } = useTools();
  const { stage } = scores.stage;
  const { owner } = customer;
  const owned = owner != null && <bdi>{t("panel.owner", { name: owner })}</bdi>;
  if (stage === "prospect") return owned && <p class="standing">{owned}</p>;
  const name = t(`codes.stage.${stage}`);
  return (
    <p class="standing">
      <Measure
        id="stage"
        label={`${t("panel.facts.stage")}: ${name}`}
        className={isStageProblem(scores) ? "value down" : "value"}
        has
      >
        {name}
      </Measure>
      {customer.since !== null && (
        <span> · {t("panel.since", { year: String(year(customer.since)) })}</span>
      )}
      {owned && <span> · {owned}</span>}
    </p>
  );
}
