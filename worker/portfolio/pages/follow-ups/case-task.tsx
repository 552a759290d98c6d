/** An open case of one's own in Today: whose, what they said, by when, and its steps. */
import type { TodayCase } from "../../../../shared/contract/answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { TierBadge } from "../../../../shared/ui/tier-badge.tsx";
import { useTools } from "../../tools.ts";
import { CaseSteps } from "./case-steps.tsx";
import { dueIn, isOverdue, saidIn } from "./case-words.ts";

export function CaseTask({
  task: { customer, case: one },
  again,
}: {
  task: TodayCase;
  again(): void;
}) {
  const tools = useTools();
  const now = Date.now();
  const name = plain(customer.name ?? tools.t("customers.unnamed"));
  return (
    <li class="task">
      <div class="grow">
        <p class="strong">{saidIn(one, tools)}</p>
        <a class="whose" href={`/customers/${customer.id}`}>
          <bdi>{name}</bdi>
          <TierBadge tier={customer.tier} />
        </a>
        {one.comment !== null && (
          <p class="muted" dir="auto">
            {plain(one.comment)}
          </p>
        )}
        <p class={isOverdue(one, now) ? "down strong" : "muted"}>{dueIn(one, tools, now)}</p>
      </div>
      <CaseSteps one={one} name={name} again={again} />
    </li>
  );
}
