/** The page as customers will see it: live, on a phone or a desktop, light or dark, in each language. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { SurveyBody } from "../../../../shared/contract/survey.ts";
import { answered, api } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";
import { tidied } from "./editor/survey-edits.ts";
import { languageName } from "./language-name.ts";

const restMs = 350;
const sizes = ["phone", "desktop"] as const;
const schemes = ["light", "dark"] as const;

/** Asks for the page once typing rests; a text that is missing is missing there too. */
function usePage(body: SurveyBody, language: string) {
  const { t } = useTools();
  const [page, setPage] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const { name: _, ...shown } = tidied(body);
  const key = JSON.stringify([shown, language]);
  useEffect(() => {
    const left = new AbortController();
    const timer = setTimeout(
      () => {
        const call = api.v1.surveys.preview.$post(
          { json: { body: shown, language } },
          { init: { signal: left.signal } },
        );
        answered(call).then(
          (found) => {
            // Left while its body was read: there is none.
            if (left.signal.aborted) return;
            setPage(found.html);
            setFault(null);
          },
          (thrown: unknown) => {
            if (!left.signal.aborted) setFault(failureWords(thrown, t));
          },
        );
      },
      page === null ? 0 : restMs,
    );
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [key]);
  return { page, fault };
}

export function Preview({ body }: { body: SurveyBody }) {
  const { t, tag } = useTools();
  const [wanted, setLanguage] = useState("");
  const [size, setSize] = useState<(typeof sizes)[number]>("phone");
  const [scheme, setScheme] = useState<(typeof schemes)[number]>("light");
  const language = body.languages.find((one) => one === wanted) ?? body.languages[0] ?? "en";
  const { page, fault } = usePage(body, language);
  return (
    <section class="sheet section-sheet" aria-labelledby="survey-preview">
      <h2 id="survey-preview">{t("surveys.preview.title")}</h2>
      <div class="preview-tools">
        <Segments name="size" options={sizes} value={size} set={(one) => setSize(one)} />
        <Segments name="scheme" options={schemes} value={scheme} set={(one) => setScheme(one)} />
        <select
          class="input"
          aria-label={t("surveys.preview.language")}
          value={language}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
        >
          {body.languages.map((one) => (
            <option key={one} value={one}>
              {languageName(one, tag)}
            </option>
          ))}
        </select>
      </div>
      {fault !== null && (
        <p class="notice bad" role="alert">
          {fault}
        </p>
      )}
      <Page key={scheme} page={page} size={size} scheme={scheme} />
    </section>
  );
}

/** A sandboxed document of its own content policy, into which the page is posted. */
function Page({ page, size, scheme }: { page: string | null; size: string; scheme: string }) {
  const { t } = useTools();
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const hear = ({ source, data }: MessageEvent) => {
      if (source === frame.current?.contentWindow && data === "ready") setReady(true);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);
  useEffect(() => {
    if (isReady && page !== null) frame.current?.contentWindow?.postMessage(page, "*");
  }, [isReady, page]);
  return (
    <div class={`preview-frame ${size}`} data-ready={(isReady && page !== null) || undefined}>
      <iframe
        ref={frame}
        title={t("surveys.preview.title")}
        sandbox="allow-scripts"
        src={`/survey-preview/${scheme}`}
      />
    </div>
  );
}

function Segments<Value extends string>({
  name,
  options,
  value,
  set,
}: {
  name: string;
  options: readonly Value[];
  value: Value;
  set(value: Value): void;
}) {
  const { t } = useTools();
  return (
    <div class="segments" role="group" aria-label={t(`surveys.preview.${name}`)}>
      {options.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name={`preview-${name}`}
            checked={one === value}
            onChange={() => set(one)}
          />
          {t(`surveys.preview.${one}`)}
        </label>
      ))}
    </div>
  );
}
