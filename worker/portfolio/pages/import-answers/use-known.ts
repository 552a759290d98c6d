/** Counts of answers whose people are in the book. */
import { useEffect, useState } from "preact/hooks";
import type { AnswerFile } from "../../../jobs/import/survey-files/answer-csv.ts";
import { countKnown, type Known } from "../../../jobs/import/survey-files/count-known.ts";
import { answered, api } from "../../api.ts";

/** Null while it is being asked. */
export function useKnown(answers: AnswerFile | null): Known | "failed" | null {
  const [known, setKnown] = useState<Known | "failed" | null>(null);
  // Mapping another score changes nobody's name.
  const people = JSON.stringify(answers?.people ?? []);
  useEffect(() => {
    setKnown(null);
    if (answers === null) return;
    const left = new AbortController();
    const init = { init: { signal: left.signal } };
    countKnown(answers.people, async (some) => {
      const found = await answered(api.v1.people.find.$post({ json: { people: some } }, init));
      return found.known;
    }).then(
      (found) => !left.signal.aborted && setKnown(found),
      () => !left.signal.aborted && setKnown("failed"),
    );
    return () => left.abort();
  }, [people]);
  return known;
}
