/** All versions of the policy, the difference between any two, and the way back to one of them. */
import { useLocation } from "preact-iso";
import { plain } from "../../../../shared/locales/translate.ts";
import { answered, api } from "../../api.ts";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools, type Tools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import type { PolicyAnswer } from "./ask-policy.ts";
import { Differences } from "./differences.tsx";
import { useForm } from "./form-context.ts";
import { changesOf } from "./settings.ts";

/** Returns when a version was saved and by whom, in words. */
function whenWords({ since, by }: PolicyAnswer["history"][number], { t, moment }: Tools): string {
  if (since === null) return t("policy.versions.first");
  const at = moment(since);
  return by === null
    ? t("policy.versions.at", { at })
    : t("policy.versions.by", { at, name: plain(by) });
}

export function Versions({ answer }: { answer: PolicyAnswer }) {
  const tools = useTools();
  const { t } = tools;
  const { query, route } = useLocation();
  const { history, version, inForce } = answer;
  const known = (text: string | undefined, usual: number) =>
    history.find((one) => String(one.version) === text)?.version ?? usual;
  const to = known(query["to"], version);
  const from = known(query["from"], Math.max(1, to - 1));
  const compare = (one: number, other: number) =>
    route(`/policy?view=versions&from=${one}&to=${other}`);
  return (
    <div class="versions">
      <section class="sheet section-sheet" aria-labelledby="versions">
        <h2 id="versions">{t("policy.versions.title")}</h2>
        <ul class="version-list">
          {history.map((one) => (
            <li key={one.version}>
              <span class="grow">
                <span class="strong">{t("policy.versions.name", { version: one.version })}</span>{" "}
                {one.version === inForce && <span class="tag">{t("policy.versions.inForce")}</span>}
                <span class="block small muted">{whenWords(one, tools)}</span>
              </span>
              {one.version > 1 && (
                <button
                  type="button"
                  class="button quiet"
                  onClick={() => compare(one.version - 1, one.version)}
                >
                  {t("policy.versions.changed")}
                </button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section class="sheet section-sheet" aria-labelledby="difference">
        <h2 id="difference">{t("policy.versions.difference")}</h2>
        {history.length === 1 ? (
          <p class="muted">{t("policy.versions.only")}</p>
        ) : (
          <>
            <div class="pair">
              <Choice name="from" value={from} answer={answer} choose={(one) => compare(one, to)} />
              <Choice name="to" value={to} answer={answer} choose={(one) => compare(from, one)} />
            </div>
            <Between key={`${from} ${to}`} from={from} to={to} newest={version} />
          </>
        )}
      </section>
    </div>
  );
}

function Choice({
  name,
  value,
  answer: { history },
  choose,
}: {
  name: "from" | "to";
  value: number;
  answer: PolicyAnswer;
  choose(version: number): void;
}) {
  const tools = useTools();
  return (
    <label class="field">
      <span>{tools.t(`policy.versions.${name}`)}</span>
      <select
        class="input"
        value={String(value)}
        onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
      >
        {history.map((one) => (
          <option key={one.version} value={String(one.version)}>
            {tools.t("policy.versions.option", {
              version: one.version,
              when: whenWords(one, tools),
            })}
          </option>
        ))}
      </select>
    </label>
  );
}

const versionOf = (version: number, signal: AbortSignal) =>
  answered(
    api.v1.policy[":version"].$get({ param: { version: String(version) } }, { init: { signal } }),
  );

function Between({ from, to, newest }: { from: number; to: number; newest: number }) {
  const { t, say } = useTools();
  const { route } = useLocation();
  const draft = useForm();
  const answer = useAnswer(
    (signal) => Promise.all([versionOf(from, signal), versionOf(to, signal)]),
    `${from} ${to}`,
  );
  if (answer.state === "loading") return <Loading rows={4} />;
  if (answer.state === "failed") return <Failed error={answer.error} again={answer.again} />;
  const [{ policy: before }, { policy: after }] = answer.data;
  const changes = changesOf(before, after);
  const bringBack = (version: number, settings: typeof before) => {
    const former = draft.settings;
    draft.fill(settings);
    route("/policy");
    say(t("policy.versions.filled", { version }), () => draft.unfill(former, settings));
  };
  const offered = [
    { version: from, settings: before },
    { version: to, settings: after },
  ].filter(
    ({ version }, at, all) =>
      version !== newest && all.findIndex((one) => one.version === version) === at,
  );
  return (
    <>
      {changes.length === 0 ? (
        <p class="muted">{t("policy.versions.same")}</p>
      ) : (
        <Differences changes={changes} before={before} after={after} />
      )}
      <div class="row">
        {offered.map(({ version, settings }) => (
          <button
            key={version}
            type="button"
            class="button"
            onClick={() => bringBack(version, settings)}
          >
            {t("policy.versions.restore", { version })}
          </button>
        ))}
      </div>
    </>
  );
}
