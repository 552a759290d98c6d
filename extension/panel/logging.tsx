/**
 * The foot of the panel: log the email in one click, a call, meeting or note in two, and the proof
 * of it.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { plain } from "../locales/translate.ts";
import { fresh, toFields } from "./drafts.ts";
import type { LogFields } from "./state.ts";
import { useEnding } from "./ending.ts";
import { focusedIn, holdFocus } from "./focus.ts";
import { act } from "./guard.ts";
import { Icon } from "./icons.tsx";
import { LogForm } from "./log-form.tsx";
import { EndingProof, Link, Proof, ReadOnly } from "./proof.tsx";
import { editOf } from "./state.ts";
import type { Draft, KeptForm, Log, PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";
import { withEditor } from "./touches.tsx";

const others = ["call", "meeting", "note"] as const;
type Other = (typeof others)[number];

type Form = { fields: LogFields; editing: boolean; isRestored: boolean; takesFocus: boolean };
type KeptLog = Extract<KeptForm, { fields: LogFields }>;

/**
 * The form that stands in the foot: the one begun here, else one that was left for this person or
 * log. What is typed is kept with every change, so that neither another mail nor Escape loses it.
 */
function useForm(state: PanelState, address: string) {
  const { commands } = useTools();
  const [begun, setBegun] = useState<Form | null>(null);
  const [start, setStart] = useState<LogFields | null>(null);
  const [isFolded, fold] = useState(false);
  const logged = idOf(state.log);
  const edited = logged === null ? null : editOf(state.open, logged);
  const left = (state.forms ?? []).filter(
    (one): one is KeptLog =>
      one.slot !== "faces" && one.of === (one.slot === "edit" ? edited : address),
  );
  const restoredFrom = ({ slot, fields }: KeptLog, takesFocus: boolean): Form => ({
    fields,
    editing: slot === "edit",
    isRestored: true,
    takesFocus,
  });
  const [first] = left;
  const form = begun ?? (isFolded || first === undefined ? null : restoredFrom(first, false));
  // What was begun on another message's log is not this one's; a call or note is the person's and
  // stays.
  useEffect(() => {
    setBegun((now) => (now?.editing === true ? null : now));
    fold(false);
  }, [state.open]);

  const of = form?.editing === true ? edited : address;
  const slot = form?.editing === true ? "edit" : (form?.fields.kind as Other);
  const differs = (fields: LogFields) =>
    form?.isRestored === true || JSON.stringify(fields) !== JSON.stringify(start);
  return {
    form,
    left,
    isChanged: form !== null && differs(form.fields),
    begin(draft: Draft, editing: boolean) {
      setStart(toFields(draft));
      setBegun({ fields: toFields(draft), editing, isRestored: false, takesFocus: true });
    },
    goOn(kept: KeptLog) {
      setBegun(restoredFrom(kept, true));
    },
    set(fields: LogFields) {
      if (form === null || of === null) return;
      setBegun({ ...form, fields });
      if (differs(fields)) commands.keepForm({ slot, of, fields });
      else commands.dropForm(slot, of);
    },
    /** Closes the form; what was typed stays kept. */
    leave() {
      setBegun(null);
      fold(true);
    },
    drop() {
      setBegun(null);
      if (of !== null) commands.dropForm(slot, of);
    },
  };
}

/**
 * The logging row of this person: what is offered depends on what is open and on what is logged
 * already.
 */
export function Logging({
  state,
  person: { address, kept },
}: {
  state: PanelState;
  person: Person;
}) {
  const { t, commands, isReadOnly } = useTools();
  const { form, isChanged, left, begin, goOn, set, leave, drop } = useForm(state, address);
  /** The log as it was before it was edited here. */
  const [former, setFormer] = useState<Draft | null>(null);
  const email = useEnding();
  const proof = kept.find((one) => one.slot === "other");
  const other = useEnding(proof);
  const [kind, setKind] = useState<Other>("call");
  const opener = useRef<string>("edit");
  const foot = useRef<HTMLDivElement>(null);

  const open = (draft: Draft, editing: boolean) => {
    opener.current = (foot.current && focusedIn(foot.current)?.getAttribute("data-log")) ?? "edit";
    begin(draft, editing);
  };
  // The opener comes back with the next drawing, under the same label.
  const focusOpener = () =>
    requestAnimationFrame(() =>
      foot.current?.querySelector<HTMLElement>(`[data-log="${opener.current}"]`)?.focus(),
    );
  const close = () => {
    leave();
    focusOpener();
  };
  const discard = () => {
    drop();
    focusOpener();
  };
  const save = (draft: Draft) => {
    const logged = idOf(state.log);
    const editing = form?.editing === true && logged !== null;
    const focus = holdFocus(foot.current);
    const done = (ok: boolean) => {
      if (ok) drop();
      focus(editing ? "[data-log=edit]" : "[data-proof=other]", "[data-proof]");
    };
    const before = state.log.state === "logged" ? state.log.draft : null;
    if (editing)
      void email
        .run(() => commands.amendLog(draft, logged))
        .then((ok) => {
          if (ok) {
            email.clear();
            setFormer(before);
          }
          done(ok);
        });
    else void other.run(() => commands.log(address, draft, "other")).then(done);
  };
  const undoEdit = (id: string, before: Draft) => {
    email.undo(
      async () => {
        const end = await commands.amendLog(before, id);
        if (end.ok) setFormer(null);
        return end;
      },
      foot.current,
      "[data-proof=email]",
      "[data-log=edit]",
    );
  };
  // From here on the state's own `log` is the proof: it survives a reload.
  const logWith = (log: (draft: Draft) => ReturnType<typeof commands.logAll>) => {
    const draft = state.email;
    const focus = holdFocus(foot.current);
    if (draft !== null)
      void email
        .run(() => log(draft))
        .then((ok) => {
          if (ok) email.clear();
          focus("[data-proof=email]", "[data-proof]");
        });
  };
  const undoEmail = (command: () => ReturnType<typeof commands.undoAll>) =>
    email.undo(command, foot.current, "[data-log=email]", "[data-log]");
  useEffect(() => {
    email.clear();
    setFormer(null);
  }, [state.open]);

  if (form !== null && !isReadOnly) {
    return (
      <div class="foot" ref={foot}>
        <LogForm
          key={`${form.editing} ${form.fields.kind}`}
          fields={form.fields}
          isRestored={form.isRestored}
          takesFocus={form.takesFocus}
          isChanged={isChanged}
          subjects={state.subjects !== false}
          editing={form.editing}
          busy={email.ending.state === "busy" || other.ending.state === "busy"}
          set={set}
          save={save}
          close={close}
          discard={discard}
        />
        <Failure ending={form.editing ? email.ending : other.ending} />
      </div>
    );
  }
  const start = (one: Other) => () => {
    setKind(one);
    // What was left of this kind is gone on with.
    const kept = left.find(({ slot }) => slot === one);
    if (kept === undefined) open(fresh(one, new Date()), false);
    else goOn(kept);
  };
  const wide = state.log.state !== "none" || state.email === null;
  return (
    <div class="foot" ref={foot} role="group" aria-label={t("panel.log.title")}>
      <LogProof
        log={state.log}
        undo={(id) => undoEmail(() => commands.undoLog(id))}
        edit={(draft) => open(draft, true)}
        undoEdit={former === null ? null : (id) => undoEdit(id, former)}
      />
      {!isReadOnly && (
        <SeveralCustomers
          state={state}
          busy={email.ending.state === "busy"}
          logAll={() => logWith((draft) => commands.logAll(draft))}
          undoAll={() => undoEmail(() => commands.undoAll())}
        />
      )}
      <Failure ending={email.ending} />
      <EndingProof
        name="other"
        ending={other.ending}
        done={t("panel.log.otherProof", { kind: proof?.what ?? kind })}
        undo={(id) =>
          other.undo(
            () => commands.undoLog(id),
            foot.current,
            `[data-log=${proof?.what ?? kind}]`,
            "[data-log]",
          )
        }
      />
      <ReadOnly />
      {!isReadOnly &&
        left.map((one) => (
          <div key={one.slot} class="proof pending" role="status">
            <span class="text">{t("panel.log.keptOf", { kind: one.fields.kind })}</span>
            <Link text={t("panel.log.goOn")} press={() => goOn(one)} />
            <Link text={t("panel.discard")} press={() => commands.dropForm(one.slot, one.of)} />
          </div>
        ))}
      {state.email === null && state.screen === "thread" && !isReadOnly && (
        <p class="unnamed">{t("panel.log.unnamed")}</p>
      )}
      {!isReadOnly && (
        <div class={wide ? "even" : "row"}>
          {!wide && (
            <button
              type="button"
              class="button primary large grow"
              data-log="email"
              disabled={email.ending.state === "busy"}
              onClick={act(() => logWith((draft) => commands.log(address, draft, "email")))}
            >
              {t("panel.log.email")}
            </button>
          )}
          {others.map((one) => (
            <button
              type="button"
              key={one}
              class={wide ? "button large" : "button large icon"}
              data-log={one}
              aria-label={t(`panel.log.${one}`)}
              title={t(`panel.log.${one}`)}
              onClick={act(start(one))}
            >
              <Icon name={one} />
              {wide && <span>{t(`codes.kind.${one}`)}</span>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Failure({ ending }: { ending: ReturnType<typeof useEnding>["ending"] }) {
  return ending.state === "failed" ? <EndingProof ending={ending} done="" /> : null;
}

/** Returns what the undo of a log names; null where there is none. */
const idOf = (log: Log): string | null =>
  log.state === "logged" ? log.interactionId : log.state === "pending" ? log.id : null;

/**
 * Where several customers are in the message: one press that logs it for those without a log, one
 * that takes all back.
 */
function SeveralCustomers({
  state: { customers, email },
  busy,
  logAll,
  undoAll,
}: {
  state: PanelState;
  busy: boolean;
  logAll(): void;
  undoAll(): void;
}) {
  const { t } = useTools();
  const open = customers.filter(({ log }) => log.state === "none");
  const own = customers.filter(
    ({ log }) => log.state === "pending" || (log.state === "logged" && log.by === null),
  );
  const names = (some: typeof customers) => some.map(({ name }) => plain(name)).join(", ");
  // The shown customer's own button is enough where it is the only one left.
  const offers =
    email !== null &&
    customers.length > 1 &&
    open.length > 0 &&
    (open.length > 1 || own.length > 0);
  if (!offers && own.length < 2) return null;
  return (
    <div class="several">
      {offers && (
        <button
          type="button"
          class="button"
          data-log="all"
          disabled={busy}
          title={names(open)}
          onClick={act(logAll)}
        >
          {t(open.length === customers.length ? "panel.log.all" : "panel.log.rest", {
            count: open.length,
          })}
        </button>
      )}
      {own.length > 1 && (
        <button
          type="button"
          class="link small"
          title={names(own)}
          disabled={busy}
          onClick={act(undoAll)}
        >
          {t("panel.log.undoAll", { count: own.length })}
        </button>
      )}
    </div>
  );
}

/**
 * The open email's log for the customer shown, as far as it has come; someone else's is a sign
 * without buttons.
 */
function LogProof({
  log,
  undo: undoOf,
  edit,
  undoEdit,
}: {
  log: Log;
  undo(id: string): void;
  edit(draft: Draft): void;
  undoEdit: ((id: string) => void) | null;
}) {
  const tools = useTools();
  const { t, moment, isReadOnly } = tools;
  const id = idOf(log);
  if (log.state === "none" || id === null) return null;
  const undo = () => undoOf(id);
  if (log.state === "pending") {
    const text =
      log.reason === null
        ? t("panel.proof.waiting")
        : t("panel.proof.waitingBecause", { reason: t(`codes.error.${log.reason}`) });
    return (
      <Proof look="pending" name="email" text={text}>
        <Link text={t("panel.proof.undo")} press={undo} />
      </Proof>
    );
  }
  const logged = t(
    `panel.proof.${log.by === null ? "logged" : log.by === "" ? "loggedAt" : "loggedBy"}`,
    { name: log.by ?? "", at: moment(log.at) },
  );
  const text = withEditor(logged, log.edited, tools);
  if (log.by !== null || isReadOnly) return <Proof look="done" name="email" text={text} />;
  return (
    <Proof look="done" name="email" text={text}>
      <Link text={t("panel.proof.undo")} press={undo} />
      <button type="button" class="link" data-log="edit" onClick={act(() => edit(log.draft))}>
        {t("panel.proof.edit")}
      </button>
      {undoEdit !== null && <Link text={t("panel.proof.undoEdit")} press={() => undoEdit(id)} />}
    </Proof>
  );
}
