/** Bars of results as tests walk through them. */
import type { SurveyResults } from "../shared/contract/survey-results.ts";
import { bands, type Bar } from "../shared/surveys/results/bar.ts";

/** Returns every bar of results, with the answers or the people that it counts. */
export function barsOf(of: SurveyResults): { bar: Bar; answers?: number; people?: number }[] {
  const states = (["held", "withdrawn", "flagged"] as const).map((state) => ({
    bar: { kind: "state" as const, state },
    answers: of[state],
  }));
  return [
    { bar: { kind: "state", state: "counted" }, answers: of.answered },
    ...states,
    ...of.metrics.flatMap(({ metric, n, bands: sizes }) => [
      { bar: { kind: "metric" as const, metric }, answers: n },
      ...bands.map((band) => ({
        bar: { kind: "band" as const, metric, band },
        answers: sizes[band],
      })),
    ]),
    ...of.breakdowns.flatMap(({ by, groups }) =>
      groups.flatMap(({ key, metrics }) =>
        metrics.map(({ metric, n }) => ({
          bar: { kind: "group" as const, metric, by, key: key ?? "" },
          answers: n,
        })),
      ),
    ),
    ...of.drivers.map(({ key, n }) => ({ bar: { kind: "driver" as const, key }, answers: n })),
    ...of.trust.map(({ dimension, n }) => ({
      bar: { kind: "trust" as const, dimension },
      answers: n,
    })),
    ...of.themes.terms.map(({ term, people }) => ({
      bar: { kind: "theme" as const, term },
      people,
    })),
  ];
}
