/**
 * The foot of the panel: log the email in one click, a call, meeting or note in two, and the proof
 * of it.
 */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Ending } from "../ending.ts";
import { focusedIn, holdFocus } from "../focus.ts";
import { lazily } from "../lazily.tsx";
import { EndingProof, ReadOnly } from "../proof.tsx";
import { Link } from "../../../shared/ui/link.tsx";
import { logIdOf } from "../state.ts";
import { Notices, Strip } from "../strip.tsx";
import type { Draft, PanelState, Person } from "../state.ts";
import { useLogStarter } from "../steps/log-starter.ts";
import { useTools } from "../tools.ts";
import { usePromiseForm } from "../promises/use-promise-form.ts";
import { fresh } from "./drafts.ts";
import { LogButtons } from "./log-buttons.tsx";
import { LogProof } from "./log-proof.tsx";
import { useEmailLog } from "./use-email-log.ts";
import { useLogForm, type FormKind, type KeptLog } from "./use-log-form.ts";
import { useOtherLog } from "./use-other-log.ts";
import { whomOf } from "./whom.ts";

const LogForm = lazily(async () => (await import("./log-form.tsx")).LogForm);
const SeveralCustomers = lazily(
  async () => (await import("./several-customers.tsx")).SeveralCustomers,
);
const WhenSent = lazily(async () => (await import("./when-sent.tsx")).WhenSent);
const PromiseForm = lazily(async () => (await import("../promises/promise-form.tsx")).PromiseForm);

/** Joins the form, the logs and the focus of the foot. */
function useLogging(state: PanelState, person: Person) {
  const foot = useRef<HTMLDivElement>(null);
  const opener = useOpener(foot);
  const starter = useLogStarter();
  const logForm = useLogForm(state, person.address);
  const email = useEmailLog(state, foot);
  const other = useOtherLog(person, foot);
  const promise = usePromiseForm(state, person, foot);

  const open = (draft: Draft, editing: boolean) => {
    opener.remember();
    logForm.begin(draft, editing);
  };
  const start = (kind: FormKind) => {
    starter.whenLogged = null;
    other.begin(kind);
    // A form of this kind that was left is gone on with.
    const kept = logForm.left.find(({ slot }) => slot === kind);
    if (kept === undefined) open(fresh(kind, new Date()), false);
    else logForm.goOn(kept);
  };
  useEffect(() => {
    starter.start = start;
    return () => {
      starter.start = null;
    };
  });
  return {
    foot,
    logForm,
    email,
    other,
    promise,
    edit: (draft: Draft) => open(draft, true),
    start,
    save(draft: Draft) {
      const logged = logIdOf(state.log);
      const edited = logForm.form?.editing === true ? logged : null;
      const focus = holdFocus(foot.current);
      const saved = edited === null ? other.log(draft) : email.amend(draft, edited);
      void saved.then((ok) => {
        if (ok) logForm.drop();
        // The step that the log was begun for is done with it.
        if (ok && starter.whenLogged?.kind === draft.kind) starter.whenLogged.run();
        if (ok) starter.whenLogged = null;
        focus(edited === null ? "[data-proof=other]" : "[data-log=edit]", "[data-proof]");
      });
    },
    close() {
      starter.whenLogged = null;
      logForm.leave();
      opener.focus();
    },
    discard() {
      starter.whenLogged = null;
      logForm.drop();
      opener.focus();
    },
  };
}
type LoggingParts = ReturnType<typeof useLogging>;

/** Remembers the button that opened the form: it comes back under the same label. */
function useOpener(foot: RefObject<HTMLElement | null>) {
  const opener = useRef("edit");
  return {
    remember() {
      opener.current =
        (foot.current && focusedIn(foot.current)?.getAttribute("data-log")) ?? "edit";
    },
    focus() {
      requestAnimationFrame(() =>
        foot.current?.querySelector<HTMLElement>(`[data-log="${opener.current}"]`)?.focus(),
      );
    },
  };
}

/**
 * The logging row of this person: what is offered depends on what is open and on what is logged
 * already.
 */
export function Logging({ state, person }: { state: PanelState; person: Person }) {
  const { t, isReadOnly } = useTools();
  const parts = useLogging(state, person);
  const form = isReadOnly ? null : parts.logForm.form;
  const group = { role: "group", "aria-label": t("panel.log.title") } as const;
  // One element for both: the focus is looked for in it once the form has gone.
  return (
    <div class="foot" ref={parts.foot} {...(form === null ? group : {})}>
      {!isReadOnly && form === null && parts.promise.isOpen ? (
        <PromiseForm parts={parts.promise} />
      ) : form === null ? (
        <ButtonFoot state={state} person={person} parts={parts} />
      ) : (
        <FormFoot state={state} person={person} form={form} parts={parts} />
      )}
    </div>
  );
}

function FormFoot({
  state,
  person,
  form,
  parts: { logForm, email, other, save, close, discard },
}: {
  state: PanelState;
  person: Person;
  form: NonNullable<LoggingParts["logForm"]["form"]>;
  parts: LoggingParts;
}) {
  return (
    <>
      <LogForm
        key={`${form.editing} ${form.fields.kind}`}
        fields={form.fields}
        isRestored={form.isRestored}
        takesFocus={form.takesFocus}
        isChanged={logForm.isChanged}
        subjects={state.subjects !== false}
        editing={form.editing}
        busy={email.ending.state === "busy" || other.ending.state === "busy"}
        set={logForm.set}
        save={save}
        close={close}
        discard={discard}
      />
      <Strip>
        <Failure ending={form.editing ? email.ending : other.ending} />
        <Notices state={state} person={person} />
      </Strip>
    </>
  );
}

/** The line of what was logged, what was refused and what was left, the newest first. */
function Lines({ state, person, parts }: FootProps) {
  const { t, commands, isReadOnly } = useTools();
  const { logForm, email, other, promise, edit } = parts;
  return (
    <Strip>
      <Failure ending={email.ending} />
      <EndingProof
        name="other"
        ending={other.ending}
        done={t("panel.log.otherProof", { kind: other.kind })}
        {...(other.isRefused && {
          failed: (why: string) => t("panel.log.otherRefused", { kind: other.kind, why }),
        })}
        undo={other.undo}
      />
      {promise.ending.state !== "failed" && (
        <EndingProof
          name="promise"
          ending={promise.ending}
          done={t("panel.promise.proof.made")}
          undo={promise.undo}
        />
      )}
      <LogProof
        log={state.log}
        undo={(id) => email.undo(() => commands.undoLog(id))}
        edit={edit}
        undoEdit={email.undoEdit}
      />
      <Notices state={state} person={person} />
      {!isReadOnly && <KeptDrafts left={logForm.left} goOn={logForm.goOn} />}
    </Strip>
  );
}

type FootProps = { state: PanelState; person: Person; parts: LoggingParts };

function ButtonFoot({ state, person, parts }: FootProps) {
  const { t, commands, isReadOnly } = useTools();
  const { email, other, promise, start } = parts;
  const busy = email.ending.state === "busy";
  const isOffered = state.log.state === "none" && state.email !== null;
  const logEmail = () => email.log((draft) => commands.log(person.address, draft, "email"));
  return (
    <>
      <Lines state={state} person={person} parts={parts} />
      {!isReadOnly && state.customers.length > 1 && (
        <SeveralCustomers
          state={state}
          busy={busy}
          logAll={() => email.log((draft) => commands.logAll(draft))}
          undoAll={() => email.undo(() => commands.undoAll())}
        />
      )}
      <ReadOnly />
      {!isReadOnly && state.writing != null && state.writing.customers.length > 0 && (
        <WhenSent
          writing={state.writing}
          busy={other.ending.state === "busy"}
          logNow={other.logWritten}
        />
      )}
      {state.email === null && state.screen === "thread" && !isReadOnly && (
        <p class="unnamed">{t("panel.log.unnamed")}</p>
      )}
      {!isReadOnly && (
        <LogButtons
          busy={busy}
          logEmail={isOffered ? logEmail : null}
          whom={whomOf(state, person.address)}
          start={start}
          promise={promise.open}
        />
      )}
    </>
  );
}

/** Forms that were left, each with the way to go on and the way to be rid of it. */
function KeptDrafts({ left, goOn }: { left: KeptLog[]; goOn(kept: KeptLog): void }) {
  const { t, commands } = useTools();
  return left.map((one) => (
    <div key={one.slot} class="proof pending" role="status">
      <span class="text">
        <span>{t("panel.log.keptOf", { kind: one.fields.kind })}</span>
      </span>
      <Link text={t("panel.log.goOn")} press={() => goOn(one)} />
      <Link text={t("panel.discard")} press={() => commands.dropForm(one.slot, one.of)} />
    </div>
  ));
}

function Failure({ ending }: { ending: Ending }) {
  return ending.state === "failed" ? <EndingProof ending={ending} done="" /> : null;
}
