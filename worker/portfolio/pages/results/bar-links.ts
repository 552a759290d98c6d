/** Addresses of the lists behind the bars of the results. */
import { type Bar, barText } from "../../../../shared/surveys/results/bar.ts";

/** Returns the address of a bar's list; undefined for a bar without answers. */
export const listOf = (survey: string, bar: Bar, count: number): string | undefined =>
  count === 0
    ? undefined
    : `/surveys/${encodeURIComponent(survey)}/results/answers?${new URLSearchParams({ bar: barText(bar) })}`;
