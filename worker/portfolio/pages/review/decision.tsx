/** The decision on a move with its undo, or the ways to decide. */
import type { ReviewedMove } from "../../../../shared/contract/reviews.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { useTools } from "../../tools.ts";
import type { Deciding } from "./deciding.ts";

type Props = { move: ReviewedMove; deciding: Deciding };

export function Decision({ move, deciding }: Props) {
  const { t } = useTools();
  const { setByHand } = move;
  return (
    <>
      <Verdict move={move} deciding={deciding} />
      {setByHand !== null && (
        <p class="small muted">
          {t("review.byHand", { tier: setByHand.tier, until: setByHand.untilOn })}
        </p>
      )}
    </>
  );
}

function Verdict({ move, deciding }: Props) {
  const { t } = useTools();
  if (move.decision !== null) return <Made move={move} deciding={deciding} />;
  if (move.status === "lapsed") return <p class="small muted">{t("review.lapsed")}</p>;
  const which = { customers: [move.customer.id] };
  const name = plain(move.customer.name ?? t("customers.unnamed"));
  const button = (key: "confirm" | "decline" | "override", act: () => void) => (
    <button
      type="button"
      class="button quiet"
      disabled={deciding.isBusy}
      aria-label={`${t(`review.${key}`)}: ${name}`}
      onClick={act}
    >
      {t(`review.${key}`)}
    </button>
  );
  return (
    <div class="move-buttons">
      {move.status === "pending" && <p class="small pending">{t("review.pending")}</p>}
      {button("confirm", () => void deciding.decide(which, { decision: "confirmed" }))}
      {button("decline", () => deciding.ask("declined", which, 1, move.from))}
      {button("override", () => deciding.ask("overridden", which, 1, move.to))}
    </div>
  );
}

/** Names who decided, when, and the tier that came of it. */
function Made({ move, deciding }: Props) {
  const { t, moment } = useTools();
  if (move.decision === null) return null;
  const { id, decision, by, at, override } = move.decision;
  return (
    <div class="move-decision">
      <p>
        <span class="strong">{t(`review.decided.${decision}`)}</span>{" "}
        {override !== null && t("review.until", { tier: override.tier, until: override.untilOn })}
      </p>
      <p class="small muted">
        {t(by === null ? "review.byAdmin" : "review.by", { by: by ?? "", at: moment(at) })}{" "}
        <button
          type="button"
          class="link"
          disabled={deciding.isBusy}
          aria-label={`${t("portfolio.undo")}: ${plain(move.customer.name ?? "")}`}
          onClick={() => void deciding.undo([id])}
        >
          {t("portfolio.undo")}
        </button>
      </p>
    </div>
  );
}
