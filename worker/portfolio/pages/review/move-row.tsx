/** One customer who moved: from where to where, and why. */
import type { ReviewedMove } from "../../../../shared/contract/reviews.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { TierBadge } from "../../../../shared/ui/tier-badge.tsx";
import { useTools } from "../../tools.ts";
import { reasonText } from "./reason-text.ts";

/** Reasons of a row; the others follow on demand. */
const reasonsShown = 3;

export function MoveRow({ move }: { move: ReviewedMove }) {
  const tools = useTools();
  const { t, estimate } = tools;
  const { customer, from, to, value, reasons } = move;
  return (
    <tr>
      <th scope="row">
        <a href={`/customers/${customer.id}`}>
          <bdi>{plain(customer.name ?? t("customers.unnamed"))}</bdi>
        </a>
      </th>
      <td class="move-tiers">
        <TierBadge tier={from} />
        <span aria-hidden="true">→</span>
        <span class="hidden">{t("review.to")}</span>
        <TierBadge tier={to} />
      </td>
      <td class="move-scores">
        <Scores move={move} />
      </td>
      <td class="figure move-value">{value > 0 ? estimate(value) : "–"}</td>
      <td class="move-why">
        <ul>
          {reasons.slice(0, reasonsShown).map((reason) => (
            <li key={reason.code}>{reasonText(reason, tools)}</li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

function Scores({ move: { scoreBefore, scoreAfter } }: { move: ReviewedMove }) {
  const { t, number } = useTools();
  const shown = (score: number | null) => (score === null ? "–" : number(score, 1));
  return (
    <>
      {shown(scoreBefore)} <span aria-hidden="true">→</span>
      <span class="hidden">{t("review.to")}</span> {shown(scoreAfter)}
    </>
  );
}
