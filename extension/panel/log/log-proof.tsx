/** The proof of the open email's log, with its undo and edit. */
import { act } from "../../../shared/ui/guard.ts";
import { Proof } from "../proof.tsx";
import { Link } from "../../../shared/ui/link.tsx";
import { logIdOf } from "../state.ts";
import type { Draft, Log } from "../state.ts";
import { useTools } from "../tools.ts";
import { withEditor } from "../touches.tsx";

/**
 * The open email's log for the customer shown, as far as it has come; someone else's is a sign
 * without buttons.
 */
export function LogProof({
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
  const id = logIdOf(log);
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
