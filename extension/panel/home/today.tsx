/** Today: promises due and what to do for whom, answered in place. */
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type {
  Today as TodayAnswer,
  TodayCase,
  TodayCustomer,
  TodayPromise,
  TodayProposal,
} from "../../../shared/contract/answers.ts";
import { owedReasons } from "../../../shared/contract/owed-reasons.ts";
import { isShownAmount } from "../../../shared/ui/shown-amount.ts";
import { TierBadge } from "../../../shared/ui/tier-badge.tsx";
import { useEnding } from "../ending.ts";
import { holdFocus } from "../focus.ts";
import { act } from "../../../shared/ui/guard.ts";
import { Promised } from "../promises/open-promises.tsx";
import { lazily } from "../lazily.tsx";
import { Link } from "../../../shared/ui/link.tsx";
import { EndingProof } from "../proof.tsx";
import { forgetTodayCount } from "./use-today-count.ts";
import { ReasonChoice } from "../steps/reason-choice.tsx";
import type { Outcome } from "../steps/suggestions.ts";
import { useTools } from "../tools.ts";

const TodayFollowUp = lazily(async () => (await import("../cases/today-case.tsx")).TodayFollowUp);

const ToAsk = lazily(async () => (await import("./to-ask.tsx")).ToAsk);

type Open = (id: string, address: string | null) => void;
type State = { today: TodayAnswer } | { failed: string } | null;

/** Reads the list when it is shown; a press reads it again. */
function useToday() {
  const { commands } = useTools();
  const [state, setState] = useState<State>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    void commands.today(left.signal).then((answer) => {
      if (left.signal.aborted) return;
      setState(answer.ok ? { today: answer.value } : { failed: answer.failure.code });
    });
    return () => left.abort();
  }, [turn]);
  return { state, again: () => setTurn(turn + 1) };
}

/** The list; "nothing left" where there is nothing to do. */
export function Today({ open }: { open: Open }) {
  const { t, isReadOnly } = useTools();
  const { state, again } = useToday();
  useEffect(() => forgetTodayCount, []);
  if (isReadOnly) return null;
  return (
    <div class="section today" aria-busy={state === null}>
      <div class="between">
        <h2 class="title">{t("panel.today.title")}</h2>
        <Link text={t("panel.today.again")} press={again} />
      </div>
      {state === null ? (
        <p class="calm">{t("panel.today.loading")}</p>
      ) : "failed" in state ? (
        <p class="calm" role="status">
          {t(`codes.error.${state.failed}`)}
        </p>
      ) : (
        <Lists today={state.today} open={open} />
      )}
    </div>
  );
}

function Lists({ today, open }: { today: TodayAnswer; open: Open }) {
  const { t } = useTools();
  const { customers, promises, moreCustomers, morePromises, cases = [], proposals = [] } = today;
  const hasMore = moreCustomers || morePromises || today.moreCases || today.moreProposals;
  if (customers.length + promises.length + cases.length + proposals.length === 0)
    return <p class="calm">{t("panel.today.nothing")}</p>;
  return (
    <>
      <Group title={t("panel.today.cases")} count={cases.length}>
        {cases.map((one) => (
          <li key={one.case.id}>
            <Name one={one} open={open} />
            <TodayFollowUp
              address={one.contact?.address ?? ""}
              name={one.customer.name ?? ""}
              case={one.case}
            />
          </li>
        ))}
      </Group>
      <Group title={t("panel.today.promises")} look="promises">
        {promises.map((one) => (
          <Promise key={one.promise.id} one={one} open={open} />
        ))}
      </Group>
      <Group title={t("panel.toAsk.title")} count={proposals.length}>
        {proposals.map((one) => (
          <li key={one.proposal.id}>
            <Name one={one} open={open} />
            <ToAsk one={one} open={open} />
          </li>
        ))}
      </Group>
      <Group title={t("panel.today.steps")}>
        {customers.map((one) => (
          <Step key={one.customer.id} one={one} open={open} />
        ))}
      </Group>
      {hasMore === true && <p class="small muted">{t("panel.today.more")}</p>}
    </>
  );
}

/** Things of one kind under their heading; nothing where there are none. */
function Group({
  title,
  count,
  look,
  children,
}: {
  title: string;
  count?: number;
  look?: string;
  children: ComponentChildren[];
}) {
  if (children.length === 0) return null;
  return (
    <>
      <h3 class="small muted">
        {title} {count !== undefined && <span class="num">{count}</span>}
      </h3>
      <ul class={look}>{children}</ul>
    </>
  );
}

/** The customer's name, which opens their card. */
function Name({
  one,
  open,
}: {
  one: TodayCase | TodayCustomer | TodayPromise | TodayProposal;
  open: Open;
}) {
  const { t } = useTools();
  const { customer, contact } = one;
  const name =
    customer.name ?? contact?.name ?? contact?.address ?? t("panel.stranger.thisCustomer");
  return (
    <div class="between">
      <button
        type="button"
        class="link opener"
        onClick={act(() => open(customer.id, contact?.address ?? null))}
      >
        <bdi>{name}</bdi>
      </button>
      <TierBadge tier={customer.tier} />
    </div>
  );
}

/** A promise with its marks, and in their place the proof of the one that was pressed. */
function Promise({ one, open }: { one: TodayPromise; open: Open }) {
  const { t, commands } = useTools();
  const item = useRef<HTMLLIElement>(null);
  const { ending, run, undo } = useEnding();
  const [marked, setMarked] = useState("kept");
  const isMarked = ending.state === "done" || ending.state === "pending";
  return (
    <li ref={item}>
      <Name one={one} open={open} />
      {isMarked ? (
        <EndingProof
          ending={ending}
          done={t(`panel.promise.proof.${marked}`)}
          undo={(id) => undo(() => commands.undoPromise(marked, id), item.current, ".marks button")}
        />
      ) : (
        <>
          <Promised
            promise={{ ...one.promise, by: null }}
            wasWritten={false}
            busy={ending.state === "busy"}
            mark={(id, outcome, dueOn) => {
              const focus = holdFocus(item.current);
              setMarked(outcome);
              const address = one.contact?.address ?? "";
              void run(() => commands.markPromise(address, id, outcome, dueOn)).then(() =>
                focus("[data-proof]"),
              );
            }}
          />
          <EndingProof ending={ending} done="" />
        </>
      )}
    </li>
  );
}

/** Signs of a warning, each a sentence, but for what the step says already. */
function Signs({ warning, but = "" }: Pick<TodayCustomer, "warning"> & { but?: string }) {
  const { t } = useTools();
  const sentences = (warning?.signs ?? []).map(({ code, parameters }) =>
    t(`codes.sign.${code}`, parameters),
  );
  return (
    <>
      {sentences
        .filter((one) => one !== but)
        .map((one) => (
          <p key={one} class="small bad">
            {one}
          </p>
        ))}
    </>
  );
}

/** A step with its answers, and in their place the proof of the one that was pressed. */
function Step({ one, open }: { one: TodayCustomer; open: Open }) {
  const { t } = useTools();
  const { action, warning } = one;
  const reasonOf = ({ reason }: NonNullable<typeof action>) =>
    t(`codes.reason.${reason.code}`, reason.parameters);
  return (
    <li>
      <Name one={one} open={open} />
      {action === null ? (
        <Signs warning={warning} />
      ) : (
        <Answered one={one} id={action.id}>
          <p class="strong">{t(`codes.action.${action.key}`, action.reason.parameters)}</p>
          <p class="small muted">
            {reasonOf(action)} <Worth of={action} />
          </p>
          {!owedReasons.has(action.reason.code) && warning?.level === "act" && (
            <Signs warning={warning} but={reasonOf(action)} />
          )}
        </Answered>
      )}
    </li>
  );
}

function Worth({ of: { worth, interval } }: { of: NonNullable<TodayCustomer["action"]> }) {
  const { t } = useTools();
  if (worth === null || !interval || worth <= 0 || !isShownAmount(worth)) return null;
  return <>{t("panel.next.worth", { worthAmount: worth })}</>;
}

const answers = ["done", "later"] as const satisfies Outcome[];

function Answered({
  one,
  id,
  children,
}: {
  one: TodayCustomer;
  id: string;
  children: ComponentChildren;
}) {
  const { t, commands } = useTools();
  const area = useRef<HTMLDivElement>(null);
  const asker = useRef<HTMLButtonElement>(null);
  const { ending, run, undo } = useEnding();
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<Outcome>("done");
  const isSaid = ending.state === "done" || ending.state === "pending";
  const answer = (outcome: Outcome, reason: string | null) => {
    const focus = holdFocus(area.current);
    setAsking(false);
    setSaid(outcome);
    const address = one.contact?.address ?? "";
    void run(() => commands.actionOutcome(address, id, outcome, reason)).then(() =>
      focus("[data-proof]"),
    );
  };
  if (isSaid)
    return (
      <div ref={area}>
        <EndingProof
          ending={ending}
          done={t(`panel.next.proof.${said}`)}
          undo={(fact) => undo(() => commands.undoOutcome(fact), area.current, ".marks button")}
        />
      </div>
    );
  return (
    <div ref={area}>
      {children}
      <Answers
        name={one.customer.name ?? ""}
        busy={ending.state === "busy"}
        answer={(outcome) => answer(outcome, null)}
        asking={asking}
        ask={() => setAsking(!asking)}
        asker={asker}
      />
      {asking && <ReasonChoice suggestions={{ answer, setAsking }} asker={asker} />}
      <EndingProof ending={ending} done="" />
    </div>
  );
}

/** The answers to a step; "not useful" asks why. */
function Answers({
  name,
  busy,
  answer,
  asking,
  ask,
  asker,
}: {
  name: string;
  busy: boolean;
  answer(outcome: Outcome): void;
  asking: boolean;
  ask(): void;
  asker: RefObject<HTMLButtonElement | null>;
}) {
  const { t } = useTools();
  const nameOf = (words: string) => t("panel.today.answerOf", { answer: words, name });
  return (
    <div class="marks">
      {answers.map((outcome) => (
        <button
          type="button"
          key={outcome}
          class={outcome === "done" ? "button" : "button quiet"}
          aria-label={nameOf(t(`panel.next.${outcome}`))}
          disabled={busy}
          onClick={act(() => answer(outcome))}
        >
          {t(`panel.next.${outcome}`)}
        </button>
      ))}
      <button
        type="button"
        ref={asker}
        class="button quiet"
        aria-label={nameOf(t("panel.next.notUseful"))}
        aria-expanded={asking}
        disabled={busy}
        onClick={act(ask)}
      >
        {t("panel.next.notUseful")}
      </button>
    </div>
  );
}
