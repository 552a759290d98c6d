/** Answers that wait: of people whom the book does not know, for somebody to say whose they are. */
import { useEffect, useState } from "preact/hooks";
import { plain } from "../../../../shared/locales/translate.ts";
import type { WaitingAnswer } from "../../../../shared/contract/waiting-answers.ts";
import { answered, api, writing } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { ChooseCustomer } from "./choose-customer.tsx";
import { WaitingRow } from "./waiting-row.tsx";

const perPage = 20;
type Owner = { id: string; name: string; contactId: string | null };

/** `turn` changes when an import may have let others wait. */
export function Waiting({ turn }: { turn: number }) {
  const { t } = useTools();
  const [limit, setLimit] = useState(perPage);
  const [own, setOwn] = useState(0);
  const again = () => setOwn((before) => before + 1);
  const answer = useAnswer(
    (signal) =>
      answered(api.v1["waiting-answers"].$get({ query: { limit } }, { init: { signal } })),
    `waiting ${limit} ${turn} ${own}`,
  );
  const settle = useSettle(again);
  const [choosing, setChoosing] = useState<WaitingAnswer | null>(null);
  const count = answer.data?.count ?? 0;
  return (
    <section class="sheet waiting" aria-labelledby="waiting">
      <h2 id="waiting">{t("importAnswers.waiting.title", { count })}</h2>
      <p class="muted">{t("importAnswers.waiting.lead")}</p>
      {answer.state === "loading" && <Loading rows={3} />}
      {answer.state === "failed" && <Failed error={answer.error} again={answer.again} />}
      {answer.state === "here" && count === 0 && (
        <Blank title={t("importAnswers.waiting.none")}>
          <p>{t("importAnswers.waiting.noneLead")}</p>
        </Blank>
      )}
      {answer.state === "here" && count > 0 && (
        <ul class="waiting-list" aria-busy={answer.isOld}>
          {answer.data.answers.map((one) => (
            <WaitingRow
              key={one.id}
              answer={one}
              isBusy={settle.busy === one.id}
              join={(owner) => void settle.join(one, owner)}
              choose={() => setChoosing(one)}
              dismiss={() => void settle.dismiss(one)}
            />
          ))}
        </ul>
      )}
      {answer.state === "here" && answer.data.next !== null && limit < 100 && (
        <button type="button" class="button" onClick={() => setLimit(limit + perPage)}>
          {t("importAnswers.waiting.more")}
        </button>
      )}
      {choosing !== null && (
        <ChooseCustomer
          who={choosing.address ?? choosing.customer ?? ""}
          close={() => setChoosing(null)}
          choose={(id, name) => {
            setChoosing(null);
            void settle.join(choosing, { id, name, contactId: null });
          }}
        />
      )}
    </section>
  );
}

/** Joining and dismissing, each with its undo in the live region. */
function useSettle(again: () => void) {
  const { t, say } = useTools();
  const [busy, setBusy] = useState<string | null>(null);
  useEffect(() => setBusy(null), [again]);
  const settle = async (id: string, act: () => Promise<unknown>, done: string) => {
    setBusy(id);
    try {
      await act();
      say(done, () => void undo(id));
    } catch (thrown) {
      say(failureWords(thrown, t));
    }
    setBusy(null);
    again();
  };
  const undo = async (id: string) => {
    const call = api.v1["waiting-answers"][":id"].withdraw.$post({
      param: { id },
      json: { reason: null },
      header: writing(),
    });
    await answered(call).then(
      () => say(t("importAnswers.waiting.undone")),
      (thrown: unknown) => say(failureWords(thrown, t)),
    );
    again();
  };
  return {
    busy,
    join: ({ id }: WaitingAnswer, owner: Owner) =>
      settle(
        id,
        () =>
          answered(
            api.v1["waiting-answers"][":id"].join.$post({
              param: { id },
              json: { customerId: owner.id, contactId: owner.contactId },
              header: writing(),
            }),
          ),
        t("importAnswers.waiting.joined", { name: plain(owner.name) }),
      ),
    dismiss: ({ id }: WaitingAnswer) =>
      settle(
        id,
        () =>
          answered(
            api.v1["waiting-answers"][":id"].dismiss.$post({
              param: { id },
              json: { reason: null },
              header: writing(),
            }),
          ),
        t("importAnswers.waiting.dismissed"),
      ),
  };
}
