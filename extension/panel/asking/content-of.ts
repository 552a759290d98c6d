/** The words that ask a customer, as they stand in a message. */
import type { InvitationAnswer } from "../../../shared/contract/survey.ts";
import type { DraftContent } from "../../protocol/draft.ts";
import { richContent } from "../draft/use-draft.ts";

export type Invited = Extract<InvitationAnswer, { outcome: "invited" }>;
/** A sentence with a link, or a row of scores of which each is a link. */
export type AskingForm = "link" | "row";

/** Returns the link that has a score chosen already; it counts once the customer presses Send. */
const scored = (url: string, score: number): string => `${url}?score=${score}`;

/** Makes the words of an invitation; a row where it has one and that is wanted. */
export function contentOf({ url, sentence, row }: Invited, form: AskingForm): DraftContent {
  if (form === "link" || row === null)
    return richContent([
      { block: "paragraph", texts: [{ text: sentence }] },
      { block: "paragraph", texts: [{ text: url, href: url }] },
    ]);
  return richContent([
    { block: "paragraph", texts: [{ text: row.label }] },
    {
      block: "row",
      cells: row.scores.map((score) => ({ text: String(score), href: scored(url, score) })),
      ends: { first: row.low, last: row.high },
    },
  ]);
}
