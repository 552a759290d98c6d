/** One customer who moved: from where to where, and why. */
import type { ReviewedMove } from "../../../../shared/contract/reviews.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { TierBadge } from "../../../../shared/ui/tier-badge.tsx";
import { useTools } from "../../tools.ts";
import { Decision } from "./decision.tsx";
import type { Deciding } from "./deciding.ts";
import { reasonText } from "./reason-text.ts";

/** Reasons of a row; the others follow on demand. */
const reasonsShown = 3;

export function MoveRow({ move, deciding }: { move: ReviewedMove; deciding: Deciding }) {
  const tools = useTools();
  const { t, estimate } = tools;
  const { customer, from, to, value, reasons } = move;
  const name = plain(customer.name ?? t("customers.unnamed"));
  return (
    <tr>
      <td class="move-check">
        {move.decision === null && move.status !== "lapsed" && (
          <input
            type="checkbox"
            aria-label={t("review.select", { name })}
            checked={deciding.selected.has(customer.id)}
            onChange={({ currentTarget }) => deciding.select([customer.id], currentTarget.checked)}
          />
        )}
      </td>
      <th scope="row">
        <a href={`/customers/${customer.id}`}>
          <bdi>{name}</bdi>
        </a>
      </th>
      <td class="move-tiers">
        <TierBadge tier={from} />
        <span aria-hidden="true">→</span>
        <span class="hidden">{t("review.to")}</span>
        <TierBadge tier={to} />
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
      <td class="move-decides">
        <Decision move={move} deciding={deciding} />
      </td>
    </tr>
  );
}

/** The tier score before and after, as far as there was one. */
function Scores({ move: { scoreBefore, scoreAfter } }: { move: ReviewedMove }) {
  const { t, number } = useTools();
  if (scoreAfter === null && scoreBefore === null) return null;
  if (scoreBefore === null || scoreAfter === null) {
    const score = number(scoreAfter ?? scoreBefore ?? 0, 1);
    return <p class="small muted">{t("review.oneScore", { score })}</p>;
  }
  const [before, after] = [number(scoreBefore, 1), number(scoreAfter, 1)];
  return <p class="small muted">{t("review.score", { before, after })}</p>;
}
