/** The company's own actions: each with its conditions in words, to edit, to remove or to add. */
import { plain } from "../../../../../shared/locales/translate.ts";
import type { OwnAction } from "../../../../../shared/scoring/actions/own/own-action.ts";
import { useTools } from "../../../tools.ts";
import { useForm } from "../form-context.ts";
import { valueAt, withValue } from "../settings.ts";
import { OwnForm } from "./own-form.tsx";
import { conditionWords } from "./own-words.ts";
import { readOwn, savedOwn, type TypedOwn } from "./typed-own.ts";

/** Parts of a policy that hold an own action. */
const lists = ["own", "catalogue", "texts"] as const;

export function OwnActions() {
  const { t, say, decimals } = useTools();
  const draft = useForm();
  const { settings, begun, fill, unfill, begin } = draft;
  /** The key of the action that is edited; "" for a new one. */
  const edited = begun === null ? null : (begun.key ?? "");
  const edit = (key: string) => begin(readOwn(settings, key, decimals));
  const keep = (typed: TypedOwn) => {
    fill(savedOwn(settings, typed, decimals));
    begin(null);
  };
  const form = begun !== null && (
    <OwnForm typed={begun} change={begin} keep={keep} close={() => begin(null)} />
  );
  const remove = ({ key }: OwnAction) => {
    const without = lists.reduce(
      (all, list) => withValue(all, `actions.${list}.${key}`, undefined),
      settings,
    );
    fill(without);
    say(t("policy.own.removed"), () => unfill(settings, without));
  };
  return (
    <div class="own-actions">
      <p class="muted small">{t("policy.own.lead")}</p>
      {settings.actions.own.length === 0 && edited === null && (
        <p class="muted">{t("policy.own.none")}</p>
      )}
      <ul class="own-list">
        {settings.actions.own.map((action) => (
          <li key={action.key}>
            {edited === action.key ? (
              form
            ) : (
              <Row
                action={action}
                isOffered={valueAt(settings, `actions.catalogue.${action.key}`) !== undefined}
                edit={() => edit(action.key)}
                remove={() => remove(action)}
              />
            )}
          </li>
        ))}
      </ul>
      {edited === "" ? (
        form
      ) : (
        <button type="button" class="button" id="set-actions.own" onClick={() => edit("")}>
          {t("policy.own.add")}
        </button>
      )}
    </div>
  );
}

function Row({
  action,
  isOffered,
  edit,
  remove,
}: {
  action: OwnAction;
  isOffered: boolean;
  edit(): void;
  remove(): void;
}) {
  const tools = useTools();
  const { t, locale } = tools;
  const { faults } = useForm();
  const name = plain(action.wording[locale].title);
  const isFaulty = [...faults.keys()].some((path) => path.startsWith(`actions.own.${action.key}`));
  return (
    <div class="own-row" id={`set-actions.own.${action.key}`} tabIndex={-1}>
      <div class="grow">
        <p class="strong">
          {name} {!isOffered && <span class="small muted">({t("policy.off")})</span>}
        </p>
        <ul class="small muted">
          {action.conditions.map((one) => (
            <li key={JSON.stringify(one)}>{conditionWords(one, tools)}</li>
          ))}
        </ul>
        {isFaulty && <p class="fault">{t("policy.fault.unknown")}</p>}
      </div>
      <button
        type="button"
        class="button"
        aria-label={t("policy.own.editOf", { name })}
        onClick={edit}
      >
        {t("policy.own.edit")}
      </button>
      <button
        type="button"
        class="button quiet"
        aria-label={t("policy.own.removeOf", { name })}
        onClick={remove}
      >
        {t("policy.own.remove")}
      </button>
    </div>
  );
}
