/** The first step beside a message that waits for us: to answer it. */
import type { ComponentChildren, RefObject } from "preact";
import { holdFocus } from "../focus.ts";
import { act } from "../../../shared/ui/guard.ts";
import { Proof } from "../proof.tsx";
import { Link } from "../../../shared/ui/link.tsx";
import type { AnswerDecision, OpenMessageFacts } from "../state.ts";
import { useTools } from "../tools.ts";

/**
 * "Answer this", with how long they have waited and its own ends; `children` goes on to what else
 * applies. A viewer has no ends: they decide for nobody.
 */
export function AnswerStep({
  days,
  isOffered,
  section,
  children,
}: {
  days: number;
  isOffered: boolean;
  section: RefObject<HTMLElement | null>;
  children?: ComponentChildren;
}) {
  const { t } = useTools();
  return (
    <div class="next" data-step="answer">
      <div class="head">
        <h3>{t("panel.answer.title")}</h3>
        {children}
      </div>
      <p class="reason">{t("panel.answer.waits", { days })}</p>
      {isOffered && <Ends section={section} />}
    </div>
  );
}

function Ends({ section }: { section: RefObject<HTMLElement | null> }) {
  const { t, commands } = useTools();
  const end = (what: AnswerDecision["what"], look: string) => (
    <button
      type="button"
      class={`button ${look}`}
      onClick={act(() => {
        const focus = holdFocus(section.current);
        commands.decideAnswer(what);
        focus("[data-proof=answer]");
      })}
    >
      {t(`panel.answer.${what}`)}
    </button>
  );
  return (
    <div class="buttons">
      {end("answered", "")}
      {end("later", "quiet")}
      {end("not_needed", "quiet")}
    </div>
  );
}

/** Decision on answering the open message, with the way back. */
export function AnswerProof({ message }: { message: OpenMessageFacts | null | undefined }) {
  const { t, commands, isReadOnly } = useTools();
  const decision = message?.direction === "in" ? message.decision : null;
  if (decision === null) return null;
  if (decision.until !== null && Date.parse(decision.until) <= Date.now()) return null;
  return (
    <Proof look="done" name="answer" text={t(`panel.answer.proof.${decision.what}`)}>
      {!isReadOnly && (
        <Link text={t("panel.proof.undo")} press={() => commands.decideAnswer(null)} />
      )}
    </Proof>
  );
}
