/** A case in Today, with its steps, and in their place the proof of the one that was taken. */
import { useRef, useState } from "preact/hooks";
import type { OpenCase } from "../../../shared/contract/card.ts";
import type { CaseStep } from "../../../shared/surveys/case-steps.ts";
import { useEnding } from "../ending.ts";
import { holdFocus } from "../focus.ts";
import { EndingProof } from "../proof.tsx";
import { useTools } from "../tools.ts";
import { CaseFacts } from "./case-facts.tsx";
import { CaseSteps } from "./case-steps.tsx";
import styles from "./cases.css?inline";

/** `address` of a contact, where there is one: the proof is kept with it. */
export function TodayFollowUp({
  address,
  name,
  case: one,
}: {
  address: string;
  name: string;
  case: OpenCase;
}) {
  const { t, commands } = useTools();
  const area = useRef<HTMLDivElement>(null);
  const { ending, run, undo } = useEnding();
  const [noted, setNoted] = useState<CaseStep>("contacted");
  const isNoted = ending.state === "done" || ending.state === "pending";
  return (
    <div class="cases" ref={area}>
      <style>{styles}</style>
      {!isNoted && (
        <>
          <CaseFacts one={one} hasOwner={false} />
          <CaseSteps
            one={one}
            name={name}
            busy={ending.state === "busy"}
            note={(state, reason) => {
              const focus = holdFocus(area.current);
              setNoted(state);
              void run(() => commands.caseStep(address, one.id, state, reason)).then(() =>
                focus("[data-proof]"),
              );
            }}
          />
        </>
      )}
      <EndingProof
        ending={ending}
        done={t(`panel.case.proof.${noted}`)}
        undo={(id) => undo(() => commands.undoCaseStep(id), area.current, ".marks button")}
      />
    </div>
  );
}
