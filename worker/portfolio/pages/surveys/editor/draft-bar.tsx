/** Undo, redo, discard and save of a survey's draft, with what is to be put right first. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { plain } from "../../../../../shared/locales/translate.ts";
import type { SurveyFault } from "../../../../../shared/surveys/survey-faults.ts";
import { Dialog } from "../../../frame/dialog.tsx";
import { useTools } from "../../../tools.ts";
import { useEditing } from "./draft-context.ts";
import { surveyFaultWords } from "./fault-words.ts";
import { mergeSurveys } from "./merge-surveys.ts";
import type { SaveSurvey } from "./use-save-survey.ts";

const mostFaults = 8;

export function DraftBar({
  save,
  submit,
  showFault,
  discard,
}: {
  save: SaveSurvey;
  submit(): void;
  showFault(found: SurveyFault): void;
  discard(): void;
}) {
  const { t } = useTools();
  const { base, past, future, faults, isDirty, isTried, undo, redo } = useEditing();
  const [isAsking, setAsking] = useState(false);
  return (
    <section class="sheet section-sheet draft-bar" aria-label={t("surveys.save.title")}>
      {save.conflict !== null && <Meanwhile conflict={save.conflict} goOn={save.goOn} />}
      {isTried && faults.length > 0 && <Faults showFault={showFault} />}
      <div class="row">
        <button
          type="button"
          class="button primary"
          disabled={save.isBusy || save.conflict !== null || !isDirty}
          onClick={submit}
        >
          {t(save.isBusy ? "surveys.save.saving" : "surveys.save.save")}
        </button>
        <button type="button" class="button quiet" disabled={past.length === 0} onClick={undo}>
          {t("surveys.save.undo")}
        </button>
        <button type="button" class="button quiet" disabled={future.length === 0} onClick={redo}>
          {t("surveys.save.redo")}
        </button>
        {isDirty && (
          <button type="button" class="button quiet" onClick={() => setAsking(true)}>
            {t("surveys.save.discard")}
          </button>
        )}
      </div>
      <p class="small muted" role="status">
        {base.version === null
          ? t("surveys.save.new")
          : isDirty
            ? t("surveys.save.dirty", { version: base.version })
            : t("surveys.save.clean", { version: base.version })}
      </p>
      {isAsking && <AskDiscard discard={discard} close={() => setAsking(false)} />}
    </section>
  );
}

function AskDiscard({ discard, close }: { discard(): void; close(): void }) {
  const { t } = useTools();
  return (
    <Dialog title={t("surveys.discard.title")} close={close}>
      <p>{t("surveys.discard.lead")}</p>
      <div class="row">
        <button
          type="button"
          class="button primary"
          onClick={() => {
            close();
            discard();
          }}
        >
          {t("surveys.discard.yes")}
        </button>
        <button type="button" class="button" onClick={close}>
          {t("surveys.discard.no")}
        </button>
      </div>
    </Dialog>
  );
}

function Faults({ showFault }: { showFault(found: SurveyFault): void }) {
  const tools = useTools();
  const { faults } = useEditing();
  return (
    <div class="notice bad" role="alert">
      <p>{tools.t("surveys.fault.title", { count: faults.length })}</p>
      <ul>
        {faults.slice(0, mostFaults).map((found) => (
          <li key={JSON.stringify(found)}>
            <button type="button" class="link" onClick={() => showFault(found)}>
              {surveyFaultWords(found, tools)}
            </button>
          </li>
        ))}
      </ul>
      {faults.length > mostFaults && (
        <p class="small">{tools.t("surveys.fault.more", { count: faults.length - mostFaults })}</p>
      )}
    </div>
  );
}

/** Somebody saved meanwhile: join both, keep one's own, or take theirs; all of it can be undone. */
function Meanwhile({
  conflict: { newest, by },
  goOn,
}: {
  conflict: NonNullable<SaveSurvey["conflict"]>;
  goOn: SaveSurvey["goOn"];
}) {
  const { t } = useTools();
  const { base, body } = useEditing();
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.focus(), []);
  const version = newest.version ?? 1;
  return (
    <div class="notice warn" role="alert" ref={place} tabIndex={-1}>
      <p class="strong">
        {by === null
          ? t("surveys.conflict.title", { version })
          : t("surveys.conflict.by", { name: plain(by), version })}
      </p>
      <p>{t("surveys.conflict.lead")}</p>
      <div class="row">
        <button
          type="button"
          class="button"
          onClick={() => goOn(mergeSurveys(base.body, body, newest.body))}
        >
          {t("surveys.conflict.join")}
        </button>
        <button type="button" class="button quiet" onClick={() => goOn(body)}>
          {t("surveys.conflict.mine")}
        </button>
        <button type="button" class="button quiet" onClick={() => goOn(newest.body)}>
          {t("surveys.conflict.theirs")}
        </button>
      </div>
    </div>
  );
}
