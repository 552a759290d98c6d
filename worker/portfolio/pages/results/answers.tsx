/** The answers behind a bar of the results, a page at a time, and the words of those one opens. */
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import type { ListedAnswers, OpenedWords } from "../../../../shared/contract/survey-answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { readBar } from "../../../../shared/surveys/results/bar.ts";
import { answered, api } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { AnswerRow } from "./answer-row.tsx";
import { useBarWords } from "./bar-words.ts";
import "../../styles/answers.css";

type OpenedById = ReadonlyMap<string, OpenedWords>;

/** The page at `/surveys/:id/results/answers?bar=…`. */
export default function Answers() {
  const id = useRoute().params["id"] ?? "";
  const bar = useLocation().query["bar"] ?? "counted";
  // Another bar is another list: nothing that was opened of the one before stays.
  return <List key={`${id} ${bar}`} id={id} bar={bar} />;
}

/** Words that were opened, by answer, and what opens more. */
function useWords(id: string) {
  const { t, say } = useTools();
  const [words, setWords] = useState<OpenedById>(new Map());
  const open = (ids: string[]) =>
    answered(api.v1.surveys[":id"].words.$post({ param: { id }, json: { answers: ids } })).then(
      ({ answers }) =>
        setWords(
          (before) => new Map([...before, ...answers.map((one) => [one.id, one.words] as const)]),
        ),
      (thrown: unknown) => say(failureWords(thrown, t)),
    );
  return { words, open: (ids: string[]) => void open(ids) };
}

function List({ id, bar }: { id: string; bar: string }) {
  const { t } = useTools();
  const barWords = useBarWords();
  const [turn, setTurn] = useState(0);
  const [places, setPlaces] = useState<(string | null)[]>([null]);
  const [head, setHead] = useState<ListedAnswers | null>(null);
  const { words, open } = useWords(id);
  const read = readBar(bar);
  const title = head === null || read === null ? t("results.answers.title") : barWords(read, head);
  return (
    <>
      <PageHead
        title={title}
        lead={
          head !== null &&
          t("results.answers.lead", {
            name: plain(head.survey.name),
            count: head.count ?? 0,
            people: head.people ?? 0,
          })
        }
      >
        <a class="button quiet" href={`/surveys/${encodeURIComponent(id)}/results`}>
          {t("results.answers.back")}
        </a>
      </PageHead>
      <p class="small muted">{t("results.answers.audited")}</p>
      <section class="sheet section-sheet answers" aria-label={title}>
        {places.map((after, at) => (
          <Page
            key={after ?? ""}
            request={{ id, bar, after, turn }}
            words={words}
            open={open}
            again={() => setTurn((before) => before + 1)}
            arrived={at === 0 ? setHead : undefined}
            more={
              at === places.length - 1
                ? (next) => setPlaces((before) => [...before, next])
                : undefined
            }
          />
        ))}
      </section>
    </>
  );
}

type PageProps = {
  request: { id: string; bar: string; after: string | null; turn: number };
  words: OpenedById;
  open(ids: string[]): void;
  again(): void;
  /** Told the first page, which heads the list. */ arrived?: (page: ListedAnswers) => void;
  /** Shows the page after this one; only the last offers it. */ more?: (next: string) => void;
};

function Page({ request, words, open, again, arrived, more }: PageProps) {
  const { t } = useTools();
  const { id, bar, after, turn } = request;
  const answer = useAnswer(
    (signal) =>
      answered(
        api.v1.surveys[":id"].answers.$get(
          { param: { id }, query: { bar, ...(after !== null && { after }) } },
          { init: { signal } },
        ),
      ).then((page) => {
        arrived?.(page);
        return page;
      }),
    `${id} ${bar} ${after} ${turn}`,
  );
  const count = answer.data?.answers.length;
  // A row that leaves with the focus would leave it nowhere.
  useEffect(() => {
    if (turn > 0 && document.activeElement === document.body)
      document.querySelector<HTMLElement>("h1")?.focus();
  }, [count]);
  if (answer.state === "loading") return <Loading rows={6} />;
  if (answer.state === "failed") return <Failed error={answer.error} again={answer.again} />;
  const { answers, next } = answer.data;
  if (answers.length === 0 && after === null)
    return (
      <Blank title={t("results.answers.none")}>
        <p>{t("results.answers.noneLead")}</p>
      </Blank>
    );
  const closed = answers.filter((one) => one.hasWords && !words.has(one.id));
  return (
    <>
      {closed.length > 1 && (
        <button type="button" class="button" onClick={() => open(closed.map((one) => one.id))}>
          {t("results.answers.openAll", { count: closed.length })}
        </button>
      )}
      <ul class="tasks" aria-busy={answer.isOld}>
        {answers.map((one) => (
          <AnswerRow
            key={one.id}
            one={one}
            words={words.get(one.id) ?? null}
            open={() => open([one.id])}
            again={again}
          />
        ))}
      </ul>
      {next !== null && more !== undefined && (
        <button type="button" class="button" onClick={() => more(next)}>
          {t("results.answers.more")}
        </button>
      )}
    </>
  );
}
