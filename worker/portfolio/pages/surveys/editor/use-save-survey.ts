/** Saving a survey as its next version, its undo, and what happens when somebody was quicker. */
import { useState } from "preact/hooks";
import type { SurveyBody } from "../../../../../shared/contract/survey.ts";
import { answered, api, CallFailed } from "../../../api.ts";
import { failureWords } from "../../../failure-words.ts";
import { useTools } from "../../../tools.ts";
import { askSurveys } from "../ask-surveys.ts";
import { tidied } from "./survey-edits.ts";
import type { Base, SurveyDraft } from "./use-survey-draft.ts";

export type Conflict = { newest: Base; by: string | null };
export type SaveSurvey = {
  isBusy: boolean;
  conflict: Conflict | null;
  save(): Promise<void>;
  /** Ends a conflict: the draft goes on from the newest version with this survey. */
  goOn(body: SurveyBody): void;
};

const put = (id: string, body: SurveyBody, basedOn: number | null) =>
  answered(api.v1.surveys[":id"].$put({ param: { id }, json: { body: tidied(body), basedOn } }));

/** Asks for the version that was saved meanwhile. */
async function newestOf(id: string): Promise<Conflict | null> {
  const all = await askSurveys(new AbortController().signal);
  const found = all.find((one) => one.id === id);
  if (found === undefined) return null;
  return { newest: { version: found.version, body: found.body }, by: found.savedBy };
}

/** `changed` is called after each save that went well. */
export function useSaveSurvey(id: string, draft: SurveyDraft, changed: () => void): SaveSurvey {
  const { t, say } = useTools();
  const [isBusy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const takeBack = async (former: Base, saved: number) => {
    try {
      if (former.version === null)
        await answered(api.v1.surveys[":id"].archive.$post({ param: { id } }));
      else {
        const now = await put(id, former.body, saved);
        draft.restart({ version: now.version, body: now.body });
      }
      say(t(former.version === null ? "surveys.save.archived" : "surveys.save.undone"));
      changed();
    } catch (thrown) {
      say(failureWords(thrown, t));
    }
  };
  const save = async () => {
    const { base, body } = draft;
    setBusy(true);
    try {
      const saved = await put(id, body, base.version);
      draft.restart({ version: saved.version, body: saved.body });
      say(
        t("surveys.save.saved", { version: saved.version }),
        () => void takeBack(base, saved.version),
      );
      changed();
    } catch (thrown) {
      const isConflict = thrown instanceof CallFailed && thrown.code === "conflict";
      const met = isConflict ? await newestOf(id).catch(() => null) : null;
      if (met === null) say(failureWords(thrown, t));
      else setConflict(met);
    } finally {
      setBusy(false);
    }
  };
  const goOn = (body: SurveyBody) => {
    if (conflict !== null) draft.restart(conflict.newest, body);
    setConflict(null);
  };
  return { isBusy, conflict, save, goOn };
}
