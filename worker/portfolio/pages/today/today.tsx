/** Today: what to do for whom, the most pressing first, and what was promised. */
import type {
  Today as TodayAnswer,
  TodayCustomer,
  TodayPromise,
} from "../../../../shared/contract/answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { isShownAmount } from "../../../../shared/ui/shown-amount.ts";
import { TierBadge } from "../../../../shared/ui/tier-badge.tsx";
import { answered, api } from "../../api.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { Answers } from "../customer/answers.tsx";
import { CaseTask } from "../follow-ups/case-task.tsx";
import { PromiseMarks } from "./promise-marks.tsx";
import { ToAsk } from "./to-ask.tsx";
import { type MadeLinks, useMadeLinks } from "./use-made-links.ts";

/** The page at `/today`: the first that everybody sees. */
export default function Today() {
  const { t } = useTools();
  const answer = useAnswer(
    (signal) => answered(api.v1.today.$get(undefined, { init: { signal } })),
    "today",
  );
  const links = useMadeLinks();
  return (
    <>
      <PageHead title={t("nav.today")} lead={t("today.lead")}>
        <button type="button" class="button" onClick={answer.again}>
          {t("today.again")}
        </button>
      </PageHead>
      {answer.state === "loading" && <Loading rows={8} />}
      {answer.state === "failed" && <Failed error={answer.error} again={answer.again} />}
      {answer.state === "here" && <Shown today={answer.data} links={links} again={answer.again} />}
    </>
  );
}

function Shown({ today, links, again }: { today: TodayAnswer; links: MadeLinks; again(): void }) {
  const { t } = useTools();
  const { customers, promises, moreCustomers, morePromises, cases = [] } = today;
  const proposals = links.among(today.proposals ?? []);
  if (customers.length + promises.length + cases.length + proposals.length === 0)
    return (
      <Blank title={t("today.nothing")}>
        <p>{t("today.nothingLead")}</p>
        <a class="button" href="/customers">
          {t("nav.customers")}
        </a>
      </Blank>
    );
  return (
    <div class="today">
      {cases.length > 0 && (
        <section class="sheet section-sheet" aria-labelledby="cases">
          <h2 id="cases">{t("today.cases", { count: cases.length })}</h2>
          <ul class="tasks">
            {cases.map((one) => (
              <CaseTask key={one.case.id} task={one} again={again} />
            ))}
          </ul>
          {today.moreCases === true && <p class="muted small">{t("today.more")}</p>}
        </section>
      )}
      {promises.length > 0 && (
        <section class="sheet section-sheet" aria-labelledby="promises">
          <h2 id="promises">{t("today.promises")}</h2>
          <ul class="tasks">
            {promises.map((one) => (
              <PromiseTask key={one.promise.id} task={one} again={again} />
            ))}
          </ul>
          {morePromises && <p class="muted small">{t("today.more")}</p>}
        </section>
      )}
      <ToAsk
        proposals={proposals}
        hasMore={today.moreProposals === true}
        links={links}
        again={again}
      />
      {customers.length > 0 && (
        <section class="sheet section-sheet" aria-labelledby="steps">
          <h2 id="steps">{t("today.steps")}</h2>
          <ul class="tasks">
            {customers.map((one) => (
              <StepTask key={one.customer.id} task={one} again={again} />
            ))}
          </ul>
          {moreCustomers && <p class="muted small">{t("today.more")}</p>}
        </section>
      )}
    </div>
  );
}

function Whose({ customer }: { customer: TodayCustomer["customer"] }) {
  const { t } = useTools();
  return (
    <a class="whose" href={`/customers/${customer.id}`}>
      <bdi>{plain(customer.name ?? t("customers.unnamed"))}</bdi>
      <TierBadge tier={customer.tier} />
    </a>
  );
}

function StepTask({
  task: { customer, action, warning },
  again,
}: {
  task: TodayCustomer;
  again(): void;
}) {
  const { t } = useTools();
  const worth = action?.worth ?? null;
  return (
    <li class="task">
      <div class="grow">
        {action !== null && (
          <p class="strong">{t(`codes.action.${action.key}`, action.reason.parameters)}</p>
        )}
        <Whose customer={customer} />
        {action !== null && (
          <p class="muted">
            {t(`codes.reason.${action.reason.code}`, action.reason.parameters)}
            {worth !== null && isShownAmount(worth) && (
              <> {t("panel.next.worth", { worthAmount: worth })}.</>
            )}
          </p>
        )}
        {warning?.signs.map((sign) => (
          <p key={sign.code} class="small down">
            {t(`codes.sign.${sign.code}`, sign.parameters)}
          </p>
        ))}
      </div>
      {action !== null && <Answers action={action} again={again} />}
    </li>
  );
}

function PromiseTask({
  task: { customer, promise },
  again,
}: {
  task: TodayPromise;
  again(): void;
}) {
  const { t } = useTools();
  const isDue = Date.parse(promise.dueOn) < Date.now();
  return (
    <li class="task">
      <div class="grow">
        <p class="strong" dir="auto">
          {plain(promise.what)}
        </p>
        <Whose customer={customer} />
        <p class={isDue ? "down" : "muted"}>
          {t(isDue ? "panel.promise.wasDue" : "panel.promise.by", { due: promise.dueOn })}
        </p>
      </div>
      <PromiseMarks promise={promise} again={again} />
    </li>
  );
}
