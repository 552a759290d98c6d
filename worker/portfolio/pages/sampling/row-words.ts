/** Words and sums of a line of the report. */
import type { SamplingRow } from "../../../../shared/contract/sampling.ts";
import type { Tools } from "../../tools.ts";

type Asked = SamplingRow["byDraw"];

/** Returns how many answered, as a share with its interval; that nobody was asked. */
export const rateWords = (
  { answered, rate }: Asked,
  { t, percent }: Pick<Tools, "t" | "percent">,
): string =>
  rate === null
    ? t("sampling.nobody")
    : t("sampling.rate", {
        answered,
        share: percent(rate.share),
        low: percent(rate.low),
        high: percent(rate.high),
      });

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, count) => all + count, 0);

export const declinedOf = ({ declined }: SamplingRow): number => sum(declined);
export const refusedOf = ({ refused }: SamplingRow): number => sum(refused);
