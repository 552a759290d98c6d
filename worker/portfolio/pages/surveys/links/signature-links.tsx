/** Links of the company for signatures: made, copied as a block, and ended. */
import { useState } from "preact/hooks";
import type { Survey } from "../../../../../shared/contract/survey.ts";
import { answered, api, writing } from "../../../api.ts";
import { failureWords } from "../../../failure-words.ts";
import { Failed, Loading } from "../../../frame/states.tsx";
import { type Tools, useTools } from "../../../tools.ts";
import { useAnswer } from "../../../use-answer.ts";
import { languageName } from "../language-name.ts";
import { blockOf, copyBlock, type SignatureBlock } from "./signature-block.ts";

type Made = SignatureBlock & { id: string; language: string };

export function SignatureLinks({ survey }: { survey: Survey }) {
  const tools = useTools();
  const { t, tag, say } = tools;
  const { id, body } = survey;
  const [language, setLanguage] = useState(body.languages[0] ?? "en");
  const [made, setMade] = useState<Made | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);
  const make = async () => {
    setBusy(true);
    try {
      const link = await answered(
        api.v1.surveys[":id"].links.$post({
          param: { id },
          header: writing(),
          json: { language },
        }),
      );
      const words = body.invitation[link.language] ?? "";
      setMade({ ...blockOf(words, link.url), id: link.id, language: link.language });
      setTurn((before) => before + 1);
    } catch (thrown) {
      say(failureWords(thrown, t));
    }
    setBusy(false);
  };
  return (
    <section class="sheet section-sheet" aria-labelledby="links-signature">
      <h2 id="links-signature">{t("surveys.links.signature.title")}</h2>
      <p class="muted">{t("surveys.links.signature.lead")}</p>
      <form
        class="links-form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <label class="field">
          {t("surveys.links.language")}
          <select
            class="input"
            value={language}
            onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
          >
            {body.languages.map((one) => (
              <option key={one} value={one}>
                {languageName(one, tag)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button primary" disabled={isBusy}>
          {t("surveys.links.signature.make")}
        </button>
      </form>
      {made !== null && <Block made={made} tools={tools} />}
      <Known
        key={turn}
        id={id}
        ended={(of) => setMade((before) => (before?.id === of ? null : before))}
      />
    </section>
  );
}

/** The block as it looks, and what copies it; the link is shown this once. */
function Block({ made, tools: { t, say, tag } }: { made: Made; tools: Tools }) {
  const copy = async (kind: "rich" | "html" | "plain") =>
    say(
      t(
        (await copyBlock(made, kind))
          ? "surveys.links.signature.copied"
          : "surveys.links.signature.notCopied",
      ),
    );
  return (
    <div class="signature-block" role="group" aria-label={t("surveys.links.signature.block")}>
      <p lang={made.language} dir="auto">
        <a href={made.url} target="_blank" rel="noreferrer">
          {made.words}
        </a>
      </p>
      <p class="small muted">
        {languageName(made.language, tag)} · {t("surveys.links.signature.once")}
      </p>
      <div class="row">
        {(["rich", "html", "plain"] as const).map((kind, at) => (
          <button
            key={kind}
            type="button"
            class={at === 0 ? "button primary" : "button"}
            onClick={() => void copy(kind)}
          >
            {t(`surveys.links.signature.copy.${kind}`)}
          </button>
        ))}
      </div>
      <textarea
        class="input"
        readOnly
        rows={3}
        aria-label={t("surveys.links.signature.source")}
        value={made.html}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    </div>
  );
}

/** The links there are; one that is ended answers nothing more. */
function Known({ id, ended }: { id: string; ended(link: string): void }) {
  const { t, tag, moment, say } = useTools();
  const answer = useAnswer(
    (signal) => answered(api.v1.surveys[":id"].links.$get({ param: { id } }, { init: { signal } })),
    id,
  );
  if (answer.state === "loading") return <Loading rows={2} />;
  if (answer.state === "failed") return <Failed error={answer.error} again={answer.again} />;
  const { links } = answer.data;
  if (links.length === 0) return <p class="muted">{t("surveys.links.signature.none")}</p>;
  const end = async (link: string) => {
    try {
      await answered(
        api.v1["survey-links"][":id"].withdraw.$post({
          param: { id: link },
          header: writing(),
        }),
      );
      ended(link);
      say(t("surveys.links.signature.ended"));
    } catch (thrown) {
      say(failureWords(thrown, t));
    }
    answer.again();
  };
  return (
    <ul class="survey-list signature-links">
      {links.map(({ id: link, language, createdAt, endedAt }) => {
        const name = languageName(language, tag);
        const made = t("surveys.links.signature.made", { language: name, at: moment(createdAt) });
        return (
          <li key={link}>
            <span class={endedAt === null ? "grow" : "grow muted"}>
              {made}
              {endedAt !== null &&
                ` · ${t("surveys.links.signature.endedAt", { at: moment(endedAt) })}`}
            </span>
            {endedAt === null && (
              <button
                type="button"
                class="button quiet"
                aria-label={t("surveys.links.signature.endOf", { name: made })}
                onClick={() => void end(link)}
              >
                {t("surveys.links.signature.end")}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
