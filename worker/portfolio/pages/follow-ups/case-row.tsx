/** One case of the list: whose, what they said, how far it has come, and what can be done. */
import type { ListedCase } from "../../../../shared/contract/cases.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { TierBadge } from "../../../../shared/ui/tier-badge.tsx";
import { useTools } from "../../tools.ts";
import type { Owner } from "../../use-choices.ts";
import { CaseSteps } from "./case-steps.tsx";
import { dueIn, isOverdue, saidIn } from "./case-words.ts";
import { useCase } from "./use-case.ts";

export function CaseRow({
  one,
  owners,
  again,
}: {
  one: ListedCase;
  owners: readonly Owner[] | null;
  again(): void;
}) {
  const tools = useTools();
  const { t, moment } = tools;
  const now = Date.now();
  const name = plain(one.customer.name ?? t("customers.unnamed"));
  const isClosed = one.closedAt !== null;
  return (
    <li class="task">
      <div class="grow">
        <a class="whose strong" href={`/customers/${one.customer.id}`}>
          <bdi>{name}</bdi>
          <TierBadge tier={one.customer.tier} />
        </a>
        <p>
          {saidIn(one, tools)}
          {one.contact?.name && (
            <span class="muted">
              {" "}
              <bdi>{plain(one.contact.name)}</bdi>
            </span>
          )}
        </p>
        <p class={isOverdue(one, now) ? "down strong" : "muted"}>
          {isClosed
            ? t(`followUps.closed.${one.state}`, { at: moment(one.closedAt ?? one.openedAt) })
            : dueIn(one, tools, now)}
        </p>
        {one.steps
          .filter(({ reason }) => reason !== null)
          .map((step) => (
            <p key={step.id} class="small muted" dir="auto">
              {t("followUps.step", {
                step: t(`followUps.state.${step.state}`),
                name: step.by ?? t("followUps.nobody"),
                words: step.reason ?? "",
              })}
            </p>
          ))}
      </div>
      <Owned one={one} name={name} owners={owners} again={again} />
      {!isClosed && <CaseSteps one={one} name={name} again={again} />}
    </li>
  );
}

/** The owner, who can be another of those who sign in while the case is open. */
function Owned({
  one,
  name,
  owners,
  again,
}: {
  one: ListedCase;
  name: string;
  owners: readonly Owner[] | null;
  again(): void;
}) {
  const { t, me, can } = useTools();
  const { isBusy, handOver } = useCase(one.id, again);
  const mayHandOver = can("manager") || one.owner?.id === me.user.id;
  if (one.closedAt !== null || owners === null || !mayHandOver)
    return <p class="muted">{one.owner?.name ?? t("followUps.nobody")}</p>;
  return (
    <select
      class="input"
      aria-label={t("followUps.ownerOf", { name })}
      disabled={isBusy}
      value={one.owner?.id ?? ""}
      onChange={({ currentTarget }) => {
        const chosen = owners.find(({ id }) => id === currentTarget.value);
        if (chosen !== undefined) void handOver(chosen.id, chosen.name ?? t("followUps.nobody"));
      }}
    >
      {one.owner === null && <option value="">{t("followUps.nobody")}</option>}
      {owners.map((owner) => (
        <option key={owner.id} value={owner.id}>
          {owner.name ?? t("followUps.nobody")}
        </option>
      ))}
    </select>
  );
}
