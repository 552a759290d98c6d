/** Differences of two policies: each setting with its old value and its new one. */
import { plain } from "../../../../shared/locales/translate.ts";
import type { PolicySettings } from "../../../../shared/contract/requests.ts";
import { useTools } from "../../tools.ts";
import { nameOf, valueWords } from "./setting-words.ts";
import type { Change } from "./settings.ts";

/** `undo` takes one change back; without it the list is only read. */
export function Differences({
  changes,
  before,
  after,
  undo,
}: {
  changes: readonly Change[];
  before: PolicySettings;
  after: PolicySettings;
  undo?: (change: Change) => void;
}) {
  const tools = useTools();
  const { t } = tools;
  return (
    <ul class="differences">
      {changes.map((change) => {
        const name = nameOf(change.path, tools, change.after === undefined ? before : after);
        return (
          <li key={change.path}>
            <span class="grow">
              {name}
              <span class="num block">
                <del>{plain(valueWords(change.path, change.before, before, tools))}</del>
                <span aria-hidden="true"> → </span>
                <ins>{plain(valueWords(change.path, change.after, after, tools))}</ins>
              </span>
            </span>
            {undo !== undefined && (
              <button
                type="button"
                class="link small"
                aria-label={t("policy.takeBackOf", { name })}
                onClick={() => undo(change)}
              >
                {t("policy.takeBack")}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
