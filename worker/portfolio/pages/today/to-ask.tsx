/** People whom the lot named, in Today: asked by a link to copy, or not now, with the reason. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { TodayProposal } from "../../../../shared/contract/answers.ts";
import type { DeclineReason } from "../../../../shared/contract/sampling.ts";
import { isThisWeek } from "../../../../shared/surveys/sampling/is-this-week.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { onEscape } from "../../../../shared/ui/guard.ts";
import { TierBadge } from "../../../../shared/ui/tier-badge.tsx";
import { useTools } from "../../tools.ts";
import { declineReasons } from "../../codes.ts";
import type { MadeLinks } from "./use-made-links.ts";
import { type ProposalAsking, useProposal } from "./use-proposal.ts";
import "../../styles/sampling.css";

/** The section; nothing where nobody is to be asked. */
export function ToAsk({
  proposals,
  hasMore,
  links,
  again,
}: {
  proposals: readonly TodayProposal[];
  hasMore: boolean;
  links: MadeLinks;
  again(): void;
}) {
  const { t } = useTools();
  if (proposals.length === 0) return null;
  return (
    <section class="sheet section-sheet" aria-labelledby="to-ask">
      <h2 id="to-ask">{t("panel.toAsk.title")}</h2>
      <ul class="tasks">
        {proposals.map((one, at) => (
          <Person key={one.proposal.id} one={one} at={at} links={links} again={again} />
        ))}
      </ul>
      {hasMore && <p class="muted small">{t("today.more")}</p>}
    </section>
  );
}

function Person({
  one,
  at,
  links,
  again,
}: {
  one: TodayProposal;
  at: number;
  links: MadeLinks;
  again(): void;
}) {
  const { t } = useTools();
  const { customer, contact, proposal } = one;
  const asking = useProposal(one, at, links, again);
  const name = plain(contact?.name ?? contact?.address ?? customer.name ?? "");
  return (
    <li class="task">
      <div class="grow">
        <p class="strong">
          <bdi>{name}</bdi>
        </p>
        <a class="whose" href={`/customers/${customer.id}`}>
          <bdi>{plain(customer.name ?? t("customers.unnamed"))}</bdi>
          <TierBadge tier={customer.tier} />
        </a>
        <p class="muted">
          {t("panel.toAsk.why", {
            survey: t(`panel.ask.ready.${proposal.surveyId}`),
            week: isThisWeek(proposal.week, Date.now()) ? "this" : "last",
            tier: t(`codes.tier.${proposal.tier}`),
          })}
        </p>
        {asking.refused !== null && (
          <p class="down" role="alert">
            {asking.refused}
          </p>
        )}
      </div>
      {asking.url === null ? (
        <Choice asking={asking} name={name} />
      ) : (
        <MadeLink asking={asking} url={asking.url} name={name} />
      )}
    </li>
  );
}

/** The two answers; "not now" asks why, and Escape goes back. */
function Choice({ asking, name }: { asking: ProposalAsking; name: string }) {
  const { t } = useTools();
  const [isDeclining, setDeclining] = useState(false);
  const asker = useRef<HTMLButtonElement>(null);
  if (isDeclining)
    return (
      <Reasons
        isBusy={asking.isBusy}
        choose={(reason) => void asking.decline(reason)}
        close={() => {
          setDeclining(false);
          requestAnimationFrame(() => asker.current?.focus());
        }}
      />
    );
  const labelOf = (answer: string) => t("panel.today.answerOf", { answer, name });
  return (
    <div class="row">
      <button
        type="button"
        class="button"
        aria-label={labelOf(t("panel.toAsk.makeLink"))}
        disabled={asking.isBusy}
        onClick={() => void asking.ask()}
      >
        {t("panel.toAsk.makeLink")}
      </button>
      <button
        type="button"
        ref={asker}
        class="button quiet"
        aria-label={labelOf(t("panel.toAsk.notNow"))}
        disabled={asking.isBusy}
        onClick={() => setDeclining(true)}
      >
        {t("panel.toAsk.notNow")}
      </button>
    </div>
  );
}

function Reasons({
  isBusy,
  choose,
  close,
}: {
  isBusy: boolean;
  choose(reason: DeclineReason): void;
  close(): void;
}) {
  const { t } = useTools();
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <div class="row" role="group" aria-label={t("panel.toAsk.ask")} onKeyDown={onEscape(close)}>
      {declineReasons.map((reason, at) => (
        <button
          key={reason}
          ref={at === 0 ? first : undefined}
          type="button"
          class="button quiet"
          disabled={isBusy}
          onClick={() => choose(reason)}
        >
          {t(`panel.toAsk.reasons.${reason}`)}
        </button>
      ))}
      <button type="button" class="button quiet" onClick={close}>
        {t("override.cancel")}
      </button>
    </div>
  );
}

/** The link, which is shown once: to copy, or to take back while it was not sent. */
function MadeLink({ asking, url, name }: { asking: ProposalAsking; url: string; name: string }) {
  const { t } = useTools();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []);
  return (
    <div class="row made-link">
      <input
        ref={field}
        class="input"
        readOnly
        aria-label={t("panel.toAsk.linkOf", { name })}
        value={url}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <button type="button" class="button primary" onClick={() => void asking.copy()}>
        {t("panel.ask.copyLink")}
      </button>
      <button type="button" class="button quiet" onClick={() => void asking.takeBack()}>
        {t("panel.toAsk.takeBack")}
      </button>
      <p class="small muted">{t("panel.ask.counts")}</p>
    </div>
  );
}
