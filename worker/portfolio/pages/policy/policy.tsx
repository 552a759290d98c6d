/** The policy: its settings as a form with a preview beside it, and its versions. */
import { useLocation } from "preact-iso";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { PageHead } from "../../frame/page-head.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { askPolicy, type PolicyAnswer } from "./ask-policy.ts";
import { DraftPanel } from "./draft-panel.tsx";
import { Form } from "./form.tsx";
import { DraftContext, useForm } from "./form-context.ts";
import { Preview } from "./preview.tsx";
import { nameOf } from "./setting-words.ts";
import { useDraft } from "./use-draft.ts";
import { useSave } from "./use-save.ts";
import { Versions } from "./versions.tsx";
import "../../styles/policy.css";

export default function Policy() {
  const { t } = useTools();
  const answer = useAnswer(askPolicy, "policy");
  return (
    <>
      <PageHead title={t("nav.policy")} lead={t("policy.lead")} />
      {answer.state === "loading" && <Loading rows={10} />}
      {answer.state === "failed" && <Failed error={answer.error} again={answer.again} />}
      {answer.state === "here" && <Shown answer={answer.data} again={answer.again} />}
    </>
  );
}

function Shown({ answer, again }: { answer: PolicyAnswer; again(): void }) {
  const { decimals } = useTools();
  const { query } = useLocation();
  const saved = useMemo(
    () => ({ version: answer.version, settings: answer.policy }),
    [answer.version],
  );
  const draft = useDraft(saved, decimals);
  const isVersions = query["view"] === "versions";
  useLeaveWord(draft.isDirty);
  return (
    <DraftContext.Provider value={draft}>
      <Views isVersions={isVersions} />
      {isVersions ? <Versions answer={answer} /> : <Settings answer={answer} again={again} />}
    </DraftContext.Provider>
  );
}

/** Says on leaving the page with changes that they are kept. */
function useLeaveWord(isDirty: boolean): void {
  const { t, say } = useTools();
  const leave = useRef(() => undefined as void);
  leave.current = () => {
    if (isDirty) say(t("policy.kept"));
  };
  useEffect(() => () => leave.current(), []);
}

function Views({ isVersions }: { isVersions: boolean }) {
  const { t } = useTools();
  return (
    <nav class="views" aria-label={t("policy.views.label")}>
      <a href="/policy" aria-current={isVersions ? undefined : "page"}>
        {t("policy.views.settings")}
      </a>
      <a href="/policy?view=versions" aria-current={isVersions ? "page" : undefined}>
        {t("policy.views.versions")}
      </a>
    </nav>
  );
}

function Settings({ answer, again }: { answer: PolicyAnswer; again(): void }) {
  const { t } = useTools();
  const draft = useForm();
  const save = useSave(draft, again);
  return (
    <>
      <Notices answer={answer} />
      <div class="policy">
        <Form />
        <aside class="policy-side" aria-label={t("policy.side")}>
          <DraftPanel save={save} />
          <Preview />
        </aside>
      </div>
      {draft.isDirty && (
        <p class="policy-foot">
          <a class="button primary" href="#draft">
            {t("policy.toChanges", { count: draft.changes.length })}
          </a>
        </p>
      )}
    </>
  );
}

/** A version that waits for its review, and settings that were stored beyond their bounds. */
function Notices({ answer: { policy, version, inForce, adjusted } }: { answer: PolicyAnswer }) {
  const tools = useTools();
  const { t } = tools;
  return (
    <>
      {version !== inForce && (
        <p class="notice warn" role="status">
          {t("policy.waiting", { version, inForce })}
        </p>
      )}
      {adjusted.length > 0 && (
        <p class="notice warn">
          {t("policy.adjusted", {
            names: adjusted.map((path) => nameOf(path, tools, policy)).join(t("policy.and")),
          })}
        </p>
      )}
    </>
  );
}
