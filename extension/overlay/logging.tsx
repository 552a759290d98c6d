/** @jsxImportSource #overlay */
/** The foot of the panel: log the email in one click, a call, meeting or note in two, and the proof of it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { plain } from "../locales/translate.ts";
import { fresh } from "./drafts.ts";
import { useEnding } from "./ending.ts";
import { act } from "./guard.ts";
import { Icon } from "./icons.tsx";
import { LogForm } from "./log-form.tsx";
import { EndingProof, Link, Proof } from "./proof.tsx";
import type { Draft, Log, OverlayState, Person } from "./state.ts";
import { useTools } from "./tools.ts";
import { withEditor } from "./touches.tsx";

const others = ["call", "meeting", "note"] as const;
type Other = (typeof others)[number];

/** The logging row of this person: what is offered depends on what is open and on what is logged already. */
export function Logging({ state, person: { address, kept } }: { state: OverlayState; person: Person }) {
  const { t, commands } = useTools();
  const [form, setForm] = useState<{ draft: Draft; editing: boolean } | null>(null);
  /** The log as it was before it was edited here. */
  const [former, setFormer] = useState<Draft | null>(null);
  const email = useEnding();
  const proof = kept.find((one) => one.slot === "other");
  const other = useEnding(proof);
  const [kind, setKind] = useState<Other>("call");
  const opener = useRef<HTMLElement | null>(null);
  const foot = useRef<HTMLDivElement>(null);

  const open = (draft: Draft, editing: boolean) => {
    const root = foot.current?.getRootNode();
    opener.current = root instanceof ShadowRoot ? (root.activeElement as HTMLElement | null) : null;
    setForm({ draft, editing });
  };
  const close = () => {
    setForm(null);
    // The opener comes back with the next drawing, under the same label.
    const label = opener.current?.getAttribute("data-log");
    requestAnimationFrame(() => foot.current?.querySelector<HTMLElement>(`[data-log="${label ?? "edit"}"]`)?.focus());
  };
  const save = (draft: Draft) => {
    const logged = idOf(state.log);
    if (form?.editing === true && logged !== null) {
      const before = form.draft;
      void email.run(() => commands.amendLog(draft, logged)).then((ok) => { if (ok) { email.clear(); setFormer(before); close(); } });
    }
    else void other.run(() => commands.log(address, draft, "other")).then((ok) => { if (ok) close(); });
  };
  const undoEdit = (id: string, before: Draft) => {
    email.undo(async () => {
      const end = await commands.amendLog(before, id);
      if (end.ok) setFormer(null);
      return end;
    });
  };
  const logEmail = () => {
    const draft = state.email;
    // From here on the state's own `log` is the proof: it survives a reload.
    if (draft !== null) void email.run(() => commands.log(address, draft, "email")).then((ok) => ok && email.clear());
  };
  const logAll = () => {
    const draft = state.email;
    if (draft !== null) void email.run(() => commands.logAll(draft)).then((ok) => ok && email.clear());
  };
  // What was begun or refused on another message is not this one's; a call or note is the person's and stays.
  useEffect(() => {
    email.clear();
    setFormer(null);
    setForm((now) => (now?.editing === true ? null : now));
  }, [state.open]);

  if (form !== null) {
    return (
      <div class="foot" ref={foot}>
        <LogForm draft={form.draft} subjects={state.subjects !== false} editing={form.editing} busy={email.ending.state === "busy" || other.ending.state === "busy"} save={save} close={close} />
        <Failure ending={form.editing ? email.ending : other.ending} />
      </div>
    );
  }
  const start = (one: Other) => () => { setKind(one); open(fresh(one, new Date()), false); };
  const wide = state.log.state !== "none" || state.email === null;
  return (
    <div class="foot" ref={foot} role="group" aria-label={t("overlay.log.title")}>
      <LogProof log={state.log} undo={(id) => email.undo(() => commands.undoLog(id))} edit={(draft) => open(draft, true)}
        undoEdit={former === null ? null : (id) => undoEdit(id, former)} />
      <SeveralCustomers state={state} busy={email.ending.state === "busy"} logAll={logAll} undoAll={() => email.undo(() => commands.undoAll())} />
      <Failure ending={email.ending} />
      <EndingProof ending={other.ending} done={t("overlay.log.otherProof", { kind: proof?.what ?? kind })} undo={(id) => other.undo(() => commands.undoLog(id))} />
      {state.email === null && state.screen === "thread" && <p class="unnamed">{t("overlay.log.unnamed")}</p>}
      <div class={wide ? "even" : "row"}>
        {!wide && (
          <button class="button primary large grow" data-log="email" disabled={email.ending.state === "busy"} onClick={act(logEmail)}>{t("overlay.log.email")}</button>
        )}
        {others.map((one) => (
          <button key={one} class={wide ? "button large" : "button large icon"} data-log={one} aria-label={t(`overlay.log.${one}`)} title={t(`overlay.log.${one}`)} onClick={act(start(one))}>
            <Icon name={one} />{wide && <span>{t(`codes.kind.${one}`)}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}

function Failure({ ending }: { ending: ReturnType<typeof useEnding>["ending"] }) {
  return ending.state === "failed" ? <EndingProof ending={ending} done="" /> : null;
}

/** What the undo of a log names; null where there is none. */
const idOf = (log: Log): string | null => (log.state === "logged" ? log.interactionId : log.state === "pending" ? log.id : null);

/** Where several customers are in the message: one press that logs it for those without a log, one that takes all back. */
function SeveralCustomers({ state: { customers, email }, busy, logAll, undoAll }: {
  state: OverlayState; busy: boolean; logAll(): void; undoAll(): void;
}) {
  const { t } = useTools();
  const open = customers.filter(({ log }) => log.state === "none");
  const own = customers.filter(({ log }) => log.state === "pending" || (log.state === "logged" && log.by === null));
  const names = (some: typeof customers) => some.map(({ name }) => plain(name)).join(", ");
  // The shown customer's own button is enough where it is the only one left.
  const offers = email !== null && customers.length > 1 && open.length > 0 && (open.length > 1 || own.length > 0);
  if (!offers && own.length < 2) return null;
  return (
    <div class="several">
      {offers && (
        <button class="button" data-log="all" disabled={busy} title={names(open)} onClick={act(logAll)}>
          {t(open.length === customers.length ? "overlay.log.all" : "overlay.log.rest", { count: open.length })}
        </button>
      )}
      {own.length > 1 && <button class="link small" title={names(own)} disabled={busy} onClick={act(undoAll)}>{t("overlay.log.undoAll", { count: own.length })}</button>}
    </div>
  );
}

/** The open email's log for the customer shown, as far as it has come; someone else's is a sign without buttons. */
function LogProof({ log, undo: undoOf, edit, undoEdit }: { log: Log; undo(id: string): void; edit(draft: Draft): void; undoEdit: ((id: string) => void) | null }) {
  const tools = useTools();
  const { t, moment } = tools;
  const id = idOf(log);
  if (log.state === "none" || id === null) return null;
  const undo = () => undoOf(id);
  if (log.state === "pending") {
    const text = log.reason === null ? t("overlay.proof.waiting") : t("overlay.proof.waitingBecause", { reason: t(`codes.error.${log.reason}`) });
    return <Proof look="pending" text={text}><Link text={t("overlay.proof.undo")} press={undo} /></Proof>;
  }
  const logged = t(`overlay.proof.${log.by === null ? "logged" : log.by === "" ? "loggedAt" : "loggedBy"}`, { name: log.by ?? "", at: moment(log.at) });
  const text = withEditor(logged, log.edited, tools);
  if (log.by !== null) return <Proof look="done" text={text} />;
  return (
    <Proof look="done" text={text}>
      <Link text={t("overlay.proof.undo")} press={undo} />
      <button class="link" data-log="edit" onClick={act(() => edit(log.draft))}>{t("overlay.proof.edit")}</button>
      {undoEdit !== null && <Link text={t("overlay.proof.undoEdit")} press={() => undoEdit(id)} />}
    </Proof>
  );
}
