/** The choice of when a move of tier comes into force. */
import type { PolicySettings } from "../../../../shared/contract/requests.ts";
import { useTools } from "../../tools.ts";
import { useForm } from "./form-context.ts";

const choices: readonly PolicySettings["review"]["moves"][] = ["at_once", "after_confirmation"];

export function ReviewMoves() {
  const { t } = useTools();
  const { settings, change } = useForm();
  return (
    <fieldset class="cut-methods">
      <legend>{t("policy.fields.review.moves.name")}</legend>
      {choices.map((one) => (
        <label key={one} class="choice">
          <input
            type="radio"
            name="review-moves"
            checked={one === settings.review.moves}
            onChange={() => change("review.moves", one)}
          />
          <span>
            {t(`policy.reviewMoves.${one}`)}
            <span class="small muted block">{t(`policy.reviewMovesHints.${one}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
