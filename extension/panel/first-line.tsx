/** The first line: who this is, whose customer since when, and how much they matter. */
import type { Card } from "../../shared/contract/card.ts";
import { year } from "../locales/format.ts";
import { plain } from "../locales/translate.ts";
import { Monogram } from "../../shared/ui/monogram.tsx";
import { TierBadge } from "../../shared/ui/tier-badge.tsx";
import { Measure, Why } from "./explanation.tsx";
import { displayName, shownAddress } from "./names.ts";
import type { Person } from "./state.ts";
import { useTools } from "./tools.ts";
import { Trust } from "./trust.tsx";

/** Name, company, tier chip and trust of the person shown. */
export function FirstLine({ person, card }: { person: Person; card: Card }) {
  const { t } = useTools();
  const { tier, trust } = card.scores;
  const name = displayName(person);
  // A company that came with its purchases alone has no name yet: its number in the book says which
  // it is.
  const known =
    card.customer.name ??
    (card.customer.externalId === null
      ? null
      : t("panel.number", { number: card.customer.externalId }));
  const box = card.contact === null;
  // A shared mailbox goes by the company's name, and which mailbox it is stands below.
  const company = box
    ? shownAddress(person)
    : card.customer.kind === "company" && known !== null
      ? plain(known)
      : null;
  const since =
    card.customer.since === null
      ? null
      : t("panel.since", { year: String(year(card.customer.since)) });
  const label = t(`codes.tier.${tier.tier}`);
  const named = t("panel.why.of", { what: t("panel.tier"), value: label });
  return (
    <div class="section">
      <div class="who">
        <Monogram name={name} tier={tier.tier} isDecoration />
        <div class="grow">
          <h2 class="name" dir="auto" title={name}>
            {name}
          </h2>
          <p class="company" title={company ?? ""}>
            {company !== null && company !== name && <bdi>{company}</bdi>}
            {company !== null && company !== name && since !== null && " · "}
            {since}
          </p>
        </div>
        <Measure id="tier" label={named} className="badge" has={tier.explanation !== null}>
          <TierBadge tier={tier.tier} />
        </Measure>
      </div>
      <Why
        id="tier"
        title={t("panel.tierWhy", { tier: tier.tier })}
        explanation={tier.explanation}
        kind="tier"
      />
      <Trust trust={trust} />
    </div>
  );
}
