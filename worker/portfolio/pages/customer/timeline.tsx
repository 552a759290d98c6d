/** Every fact of a customer in one line of time, the newest first; of some kinds alone on demand. */
import { useEffect, useState } from "preact/hooks";
import type { Fact, Profile } from "../../../../shared/contract/answers.ts";
import { answered, api, CallFailed } from "../../api.ts";
import { Failed } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { FactRow } from "./fact-row.tsx";

const kinds = [
  ["transaction"],
  ["interaction"],
  ["satisfaction", "trust"],
  [
    "outcome",
    "promise",
    "promise_outcome",
    "override",
    "move",
    "move_decision",
    "case",
    "case_step",
    "case_handover",
  ],
  ["edit"],
] as const;
const kindOf = (type: string) => kinds.find((types) => types.some((one) => one === type))?.[0];

/** Facts as they come, a page at a time. */
function useFacts({ customer, facts }: Profile) {
  const [items, setItems] = useState<Fact[]>(facts.items);
  const [next, setNext] = useState(facts.next);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CallFailed | null>(null);
  useEffect(() => {
    setItems(facts.items);
    setNext(facts.next);
  }, [facts]);
  const more = async () => {
    if (next === null || isBusy) return;
    setBusy(true);
    setError(null);
    try {
      const answer = await answered(
        api.v1.customers[":id"].$get({
          param: { id: customer.id },
          query: { after: next, limit: "100" },
        }),
      );
      setItems((before) => [...before, ...answer.facts.items]);
      setNext(answer.facts.next);
    } catch (thrown) {
      setError(thrown instanceof CallFailed ? thrown : new CallFailed("internal", ""));
    } finally {
      setBusy(false);
    }
  };
  return { items, hasMore: next !== null, isBusy, error, more };
}

type TimelineProps = {
  profile: Profile;
  /** The first type of the facts shown; null for all of them. */ kind: string | null;
  setKind(kind: string | null): void;
};

/** Withdrawn facts are struck through where the Worker tells of them: managers see them. */
export function Timeline({ profile, kind, setKind }: TimelineProps) {
  const { t } = useTools();
  const { items, hasMore, isBusy, error, more } = useFacts(profile);
  const shown = kind === null ? items : items.filter(({ type }) => kindOf(type) === kind);
  return (
    <section class="sheet section-sheet" aria-labelledby="timeline" id="facts" tabIndex={-1}>
      <div class="between">
        <h2 id="timeline">{t("customer.timeline.title")}</h2>
        <div class="row" role="group" aria-label={t("customer.timeline.kinds")}>
          {[null, ...kinds.map(([first]) => first)].map((one) => (
            <button
              key={one}
              type="button"
              class="chip"
              aria-pressed={kind === one}
              onClick={() => setKind(one)}
            >
              {t(`customer.timeline.kind.${one ?? "all"}`)}
            </button>
          ))}
        </div>
      </div>
      {shown.length === 0 && !hasMore && <p class="muted">{t("customer.timeline.none")}</p>}
      <ol class="timeline">
        {shown.map((fact) => (
          <FactRow key={`${fact.type} ${fact.id}`} fact={fact} />
        ))}
      </ol>
      {error !== null && <Failed error={error} />}
      {hasMore && (
        <button type="button" class="button" disabled={isBusy} onClick={() => void more()}>
          {t("customer.timeline.more")}
        </button>
      )}
    </section>
  );
}
