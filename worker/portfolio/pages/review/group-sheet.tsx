/** Those who moved for one reason in one direction. */
import { useEffect } from "preact/hooks";
import type { MoveGroup } from "../../../../shared/contract/reviews.ts";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { MoveRow } from "./move-row.tsx";
import { useGroup } from "./use-group.ts";

/** Moves of a group that a print holds. */
const mostPrinted = 200;

export type GroupProps = {
  review: string;
  group: MoveGroup;
  /** Changes where what is stored did. */
  turn: number;
  /** Keeps what loads the group for the print; answers what forgets it. */
  printWith(load: () => Promise<void>): () => void;
};

export function GroupSheet({ review, group, turn, printWith }: GroupProps) {
  const { t } = useTools();
  const { moves, hasMore, isBusy, error, more } = useGroup(review, group, turn);
  const { direction, reason } = group;
  useEffect(() => printWith(() => more(mostPrinted)), [printWith, more]);
  const title = `${direction}-${reason}`;
  return (
    <section class="sheet section-sheet moves" aria-labelledby={title} aria-busy={isBusy}>
      <h3 id={title}>
        {t(`review.group.${direction}.${reason}`)}{" "}
        <span class="muted num">{t("customers.count", { count: group.moves })}</span>
      </h3>
      {moves === null && error === null && <Loading rows={3} />}
      {moves !== null && (
        <table class="moves-table">
          <Head />
          <tbody>
            {moves.map((move) => (
              <MoveRow key={move.customer.id} move={move} />
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

function Head() {
  const { t } = useTools();
  return (
    <thead>
      <tr>
        <th scope="col">{t("customers.column.name")}</th>
        <th scope="col">{t("customers.column.tier")}</th>
        <th scope="col">{t("customers.column.tierScore")}</th>
        <th scope="col" class="figure">
          {t("customers.column.value")}
        </th>
        <th scope="col">{t("review.why")}</th>
      </tr>
    </thead>
  );
}
