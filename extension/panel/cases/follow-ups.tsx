/** Open cases of a card, above every other step, and the proof of the last one taken. */
import { useRef, useState } from "preact/hooks";
import type { OpenCase } from "../../../shared/contract/card.ts";
import { useEnding } from "../ending.ts";
import { holdFocus } from "../focus.ts";
import { displayName } from "../names.ts";
import { EndingProof } from "../proof.tsx";
import type { Person } from "../state.ts";
import { useTools } from "../tools.ts";
import { CaseFacts } from "./case-facts.tsx";
import { CaseSteps } from "./case-steps.tsx";
import styles from "./cases.css?inline";

/** The section; nothing where no case is open and none was just closed. */
export function FollowUps({ person, cases }: { person: Person; cases: readonly OpenCase[] }) {
  const { t, commands, isReadOnly } = useTools();
  const section = useRef<HTMLDivElement>(null);
  const proof = person.kept.find(({ slot }) => slot === "case");
  const [noted, setNoted] = useState<{ of: string; what: string } | null>(null);
  const { ending, run, undo } = useEnding(proof);
  const last = proof ?? noted;
  // A step that waits to be sent must not be taken again.
  const waiting = ending.state === "pending" ? last?.of : undefined;
  const open = cases.filter(({ id }) => id !== waiting);
  if (open.length === 0 && (ending.state === "none" || ending.state === "busy")) return null;
  return (
    <div class="section cases" ref={section}>
      <style>{styles}</style>
      <EndingProof
        name="case"
        ending={ending}
        done={t(`panel.case.proof.${last?.what ?? "contacted"}`)}
        undo={(id) => undo(() => commands.undoCaseStep(id), section.current, ".buttons .primary")}
      />
      {open.map((one) => (
        <div class="next" key={one.id} data-case={one.state}>
          <div class="head">
            <h3>{t("codes.action.follow_up")}</h3>
          </div>
          <CaseFacts one={one} hasOwner />
          {!isReadOnly && (
            <CaseSteps
              one={one}
              name={displayName(person)}
              busy={ending.state === "busy"}
              note={(state, reason) => {
                const focus = holdFocus(section.current);
                setNoted({ of: one.id, what: state });
                void run(() => commands.caseStep(person.address, one.id, state, reason)).then(() =>
                  focus("[data-proof]"),
                );
              }}
            />
          )}
        </div>
      ))}
    </div>
  );
}
