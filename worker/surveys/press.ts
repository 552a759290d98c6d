/** A press on a button of a survey page, and what the page tells of it. */
import type { Sealer } from "../security/seal.ts";
import { sealPage, servedAt } from "./seal-page.ts";

export type Press = {
  /** When the page was served; null where it never was. */ served: number | null;
  /** True for a page that asked for one more press. */ isAgain: boolean;
  /** Flags that the page's own script gives. */ signs: string[];
};

/** Flags by what a page says: a script pressed, or every score of a question was chosen. */
const flagOf: Readonly<Record<string, string>> = { script: "script_press", sweep: "all_scores" };

const placeOf = (tokenIndex: string, isAgain: boolean) =>
  isAgain ? `${tokenIndex} again` : tokenIndex;

/** Seals the page of a link, and that it asks for one more press. */
export const sealPress = (
  sealer: Pick<Sealer, "index">,
  tokenIndex: string,
  { isAgain, now }: { isAgain: boolean; now: number },
): Promise<string> => sealPage(sealer, placeOf(tokenIndex, isAgain), now);

/** Reads a press out of the form that it sent; a form without scripts gives no signs. */
export async function readPress(
  sealer: Pick<Sealer, "index">,
  tokenIndex: string,
  form: FormData | null,
): Promise<Press> {
  const seal = form?.get("page");
  const told = form?.get("signs");
  const [first, again] = await Promise.all([
    servedAt(sealer, placeOf(tokenIndex, false), seal),
    servedAt(sealer, placeOf(tokenIndex, true), seal),
  ]);
  return {
    served: first ?? again,
    isAgain: again !== null,
    signs:
      typeof told === "string"
        ? Object.entries(flagOf).flatMap(([sign, flag]) =>
            told.split(" ").includes(sign) ? [flag] : [],
          )
        : [],
  };
}
