/** @jsxImportSource #overlay */
/** The foot of the panel: log the email in one click, a call, meeting or note in two, and the proof of it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { fresh } from "./drafts.ts";
import { useEnding } from "./ending.ts";
import { act } from "./guard.ts";
import { Icon } from "./icons.tsx";
import { LogForm } from "./log-form.tsx";
import { EndingProof, Link, Proof } from "./proof.tsx";
import type { Draft, Log, OverlayState, Person } from "./state.ts";
import { useTools } from "./tools.ts";

const others = ["call", "meeting", "note"] as const;
type Other = (typeof others)[number];

/** The logging row of this person: what is offered depends on what is open and on what is logged already. */
export function Logging({ state, person: { address, kept } }: { state: OverlayState; person: Person }) {
  const { t, commands } = useTools();
  const [form, setForm] = useState<{ draft: Draft; editing: boolean } | null>(null);
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
    if (form?.editing === true) void email.run(() => commands.amendLog(draft)).then((ok) => { if (ok) { email.clear(); close(); } });
    else void other.run(() => commands.log(address, draft, "other")).then((ok) => { if (ok) close(); });
  };
  const logEmail = () => {
    const draft = state.email;
    // From here on the state's own `log` is the proof: it survives a reload.
    if (draft !== null) void email.run(() => commands.log(address, draft, "email")).then((ok) => ok && email.clear());
  };
  // What was begun or refused on another message is not this one's; a call or note is the person's and stays.
  useEffect(() => {
    email.clear();
    setForm((now) => (now?.editing === true ? null : now));
  }, [state.open]);

  if (form !== null) {
    return (
      <div class="foot" ref={foot}>
        <LogForm draft={form.draft} editing={form.editing} busy={email.ending.state === "busy" || other.ending.state === "busy"} save={save} close={close} />
        <Failure ending={form.editing ? email.ending : other.ending} />
      </div>
    );
  }
  const start = (one: Other) => () => { setKind(one); open(fresh(one, new Date()), false); };
  const wide = state.log.state !== "none" || state.email === null;
  return (
    <div class="foot" ref={foot} role="group" aria-label={t("overlay.log.title")}>
      <LogProof log={state.log} undo={() => email.undo(() => commands.undoLog())} edit={(draft) => open(draft, true)} />
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

/** The open email's log, as far as it has come; someone else's is a sign without buttons. */
function LogProof({ log, undo, edit }: { log: Log; undo(): void; edit(draft: Draft): void }) {
  const { t, moment } = useTools();
  if (log.state === "none") return null;
  if (log.state === "pending") {
    const text = log.reason === null ? t("overlay.proof.waiting") : t("overlay.proof.waitingBecause", { reason: t(`codes.error.${log.reason}`) });
    return <Proof look="pending" text={text}><Link text={t("overlay.proof.undo")} press={undo} /></Proof>;
  }
  if (log.by !== null) return <Proof look="done" text={t("overlay.proof.loggedBy", { name: log.by, at: moment(log.at) })} />;
  return (
    <Proof look="done" text={t("overlay.proof.logged", { at: moment(log.at) })}>
      <Link text={t("overlay.proof.undo")} press={undo} />
      <button class="link" data-log="edit" onClick={act(() => edit(log.draft))}>{t("overlay.proof.edit")}</button>
    </Proof>
  );
}
