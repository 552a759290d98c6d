/** Follow-ups: cases as a list with their steps, and for managers how they went. */
import { useState } from "preact/hooks";
import { answered, api } from "../../api.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { useOwners } from "../../use-choices.ts";
import { CaseRow } from "./case-row.tsx";
import { Figures } from "./figures.tsx";
import "../../styles/dashboard.css";

const states = ["open", "overdue", "closed", "all"] as const;
const perPage = 25;

/** The page at `/follow-ups`. */
export default function FollowUps() {
  const { t, can } = useTools();
  const [turn, setTurn] = useState(0);
  return (
    <>
      <PageHead title={t("nav.followUps")} lead={t("followUps.lead")} />
      <div class="today">
        {can("manager") && <Figures turn={turn} />}
        <List turn={turn} again={() => setTurn((before) => before + 1)} />
      </div>
    </>
  );
}

/** Cases of a state, one's own or everybody's. */
function List({ turn, again }: { turn: number; again(): void }) {
  const { t, can } = useTools();
  const owners = useOwners();
  const [state, setState] = useState<(typeof states)[number]>("open");
  const [isMine, setMine] = useState(!can("manager"));
  const [limit, setLimit] = useState(perPage);
  const answer = useAnswer(
    (signal) =>
      answered(
        api.v1.cases.$get(
          { query: { state, limit, ...(isMine && { owner: "me" }) } },
          { init: { signal } },
        ),
      ),
    `cases ${state} ${isMine} ${limit} ${turn}`,
  );
  return (
    <section class="sheet section-sheet" aria-labelledby="cases">
      <div class="between">
        <h2 id="cases">{t("followUps.list")}</h2>
        <div class="row" role="group" aria-label={t("followUps.filter")}>
          {states.map((one) => (
            <button
              key={one}
              type="button"
              class="chip"
              aria-pressed={state === one}
              onClick={() => setState(one)}
            >
              {t(`followUps.show.${one}`)}
            </button>
          ))}
          <button type="button" class="chip" aria-pressed={isMine} onClick={() => setMine(!isMine)}>
            {t("followUps.mine")}
          </button>
        </div>
      </div>
      {answer.state === "loading" && <Loading rows={4} />}
      {answer.state === "failed" && <Failed error={answer.error} again={answer.again} />}
      {answer.state === "here" && answer.data.cases.length === 0 && (
        <Blank title={t("followUps.none")}>
          <p>{t("followUps.noneLead")}</p>
        </Blank>
      )}
      {answer.state === "here" && answer.data.cases.length > 0 && (
        <ul class="tasks" aria-busy={answer.isOld}>
          {answer.data.cases.map((one) => (
            <CaseRow key={one.id} one={one} owners={owners} again={again} />
          ))}
        </ul>
      )}
      {answer.state === "here" && answer.data.next !== null && limit < 100 && (
        <button type="button" class="button" onClick={() => setLimit(limit + perPage)}>
          {t("followUps.more")}
        </button>
      )}
    </section>
  );
}
