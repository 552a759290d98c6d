/** Those who moved for one reason in one direction. */
import { useEffect } from "preact/hooks";
import type { MoveGroup, ReviewedMove } from "../../../../shared/contract/reviews.ts";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import type { Deciding } from "./deciding.ts";
import { MoveRow } from "./move-row.tsx";
import { useGroup } from "./use-group.ts";

/** Moves of a group that a print holds. */
const mostPrinted = 200;

export type GroupProps = {
  review: string;
  group: MoveGroup;
  /** Changes where what is stored did. */
  turn: number;
  deciding: Deciding;
  /** Keeps what loads the group for the print; answers what forgets it. */
  printWith(load: () => Promise<void>): () => void;
};

export function GroupSheet({ review, group, turn, deciding, printWith }: GroupProps) {
  const { t } = useTools();
  const { moves, hasMore, isBusy, error, more } = useGroup(review, group, turn);
  const { direction, reason } = group;
  useEffect(() => printWith(() => more(mostPrinted)), [printWith, more]);
  const title = `${direction}-${reason}`;
  return (
    <section class="sheet section-sheet moves" aria-labelledby={title} aria-busy={isBusy}>
      <div class="between">
        <h3 id={title}>
          {t(`review.group.${direction}.${reason}`)}{" "}
          <span class="muted num">{t("customers.count", { count: group.moves })}</span>
        </h3>
        <WholeGroup group={group} deciding={deciding} />
      </div>
      {moves === null && error === null && <Loading rows={3} />}
      {moves !== null && (
        <table class="moves-table">
          <Head moves={moves} deciding={deciding} />
          <tbody>
            {moves.map((move) => (
              <MoveRow key={move.customer.id} move={move} deciding={deciding} />
            ))}
          </tbody>
        </table>
      )}
      {error !== null && <Failed error={error} again={() => void more()} />}
      {hasMore && moves !== null && (
        <div class="between moves-more">
          <span class="small muted">
            {t("dashboards.firstOf", { shown: moves.length, count: group.moves })}
          </span>
          <button type="button" class="button" disabled={isBusy} onClick={() => void more()}>
            {t("review.more")}
          </button>
        </div>
      )}
    </section>
  );
}

/** Decides on all of a reason that are still undecided, shown or not. */
function WholeGroup({ group, deciding }: Pick<GroupProps, "group" | "deciding">) {
  const { t } = useTools();
  const { direction, reason, moves, decided, lapsed } = group;
  const open = moves - decided - lapsed;
  if (open === 0) return <p class="small muted">{t("review.allDecided")}</p>;
  const which = { direction, reason };
  return (
    <div class="row group-buttons">
      {open < moves && <span class="small muted">{t("review.open", { count: open })}</span>}
      <button
        type="button"
        class="button"
        disabled={deciding.isBusy}
        onClick={() => void deciding.decide(which, { decision: "confirmed" })}
      >
        {t("review.confirmAll", { count: open })}
      </button>
      <button
        type="button"
        class="button quiet"
        disabled={deciding.isBusy}
        onClick={() => deciding.ask("declined", which, open)}
      >
        {t("review.declineAll", { count: open })}
      </button>
    </div>
  );
}

type HeadProps = { moves: ReviewedMove[]; deciding: Deciding };

function Head({ moves, deciding }: HeadProps) {
  const { t } = useTools();
  const open = moves.filter(({ decision, status }) => decision === null && status !== "lapsed");
  const ids = open.map(({ customer }) => customer.id);
  const isAll = ids.length > 0 && ids.every((id) => deciding.selected.has(id));
  return (
    <thead>
      <tr>
        <td class="move-check">
          {ids.length > 0 && (
            <input
              type="checkbox"
              aria-label={t("review.selectAll")}
              checked={isAll}
              onChange={() => deciding.select(ids, !isAll)}
            />
          )}
        </td>
        <th scope="col">{t("customers.column.name")}</th>
        <th scope="col">{t("customers.column.tier")}</th>
        <th scope="col" class="figure">
          {t("customers.column.value")}
        </th>
        <th scope="col">{t("review.why")}</th>
        <th scope="col">{t("review.decision")}</th>
      </tr>
    </thead>
  );
}
