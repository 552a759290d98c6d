/** A customer's own page: the card, who they are, how they moved, and every fact there is. */
import { useLocation, useRoute } from "preact-iso";
import { useMemo, useState } from "preact/hooks";
import type { Profile } from "../../../../shared/contract/answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { factsOf, FactsContext, type Factor } from "../../../../shared/ui/facts.ts";
import { answered, api } from "../../api.ts";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageHead } from "../../frame/page-head.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { CardSheet } from "./card-sheet.tsx";
import { Contacts } from "./contacts.tsx";
import { Details } from "./details.tsx";
import { History } from "./history.tsx";
import { nameOf } from "./name-of.ts";
import { Timeline } from "./timeline.tsx";

/** Facts asked for at first; more on demand. */
const factsShown = "30";

/** The page at `/customers/:id`. */
export default function Customer() {
  const { t } = useTools();
  const id = useRoute().params["id"] ?? "";
  const profile = useAnswer(
    (signal) =>
      answered(
        api.v1.customers[":id"].$get(
          { param: { id: encodeURIComponent(id) }, query: { limit: factsShown } },
          { init: { signal } },
        ),
      ),
    id,
  );
  if (profile.state === "here")
    return <Found key={id} profile={profile.data} again={profile.again} />;
  return (
    <>
      <PageHead title={t("nav.customer")} />
      {profile.state === "failed" ? (
        <Failed error={profile.error} again={profile.again} />
      ) : (
        <Loading rows={12} />
      )}
    </>
  );
}

function Found({ profile, again }: { profile: Profile; again(): void }) {
  const tools = useTools();
  const { t } = tools;
  const { kind, setKind } = useFactKind();
  const facts = useMemo(
    () => ({
      openerOf(factor: Factor) {
        const found = factsOf(factor);
        const open = () => {
          setKind(found);
          // Whoever pressed a figure in the card goes on reading in the timeline.
          document.getElementById("facts")?.focus();
        };
        return found && { open };
      },
    }),
    [],
  );
  return (
    <div class="customer">
      <PageHead title={nameOf(profile.customer, tools)} lead={<Lead profile={profile} />}>
        <button type="button" class="button" onClick={() => print()}>
          {t("customer.print")}
        </button>
      </PageHead>
      <div class="record">
        <div class="record-side">
          <FactsContext.Provider value={facts}>
            <CardSheet profile={profile} again={again} />
          </FactsContext.Provider>
          <Details profile={profile} again={again} />
          <Contacts profile={profile} again={again} />
        </div>
        <div class="record-main">
          <History profile={profile} />
          <Timeline profile={profile} kind={kind} setKind={setKind} />
        </div>
      </div>
    </div>
  );
}

/** Holds which facts the timeline shows: at first those that the address names. */
function useFactKind() {
  const { query } = useLocation();
  const [kind, setKind] = useState<string | null>(query["facts"] ?? null);
  return { kind, setKind };
}

/** Kind, number, segment and owner, as far as they are known. */
function Lead({ profile: { customer, details } }: { profile: Profile }) {
  const { t } = useTools();
  // A card keeps the name that its owner had when it was scored.
  const owner = details.owner?.name ?? null;
  const parts = [
    t(`customers.kind.${customer.kind}`),
    ...(customer.externalId === null ? [] : [t("panel.number", { number: customer.externalId })]),
    ...(customer.segment === null ? [] : [customer.segment]),
    ...(owner === null ? [] : [t("panel.owner", { name: plain(owner) })]),
  ];
  return <bdi>{parts.join(" · ")}</bdi>;
}
