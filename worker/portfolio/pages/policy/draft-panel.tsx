/** Changes of the draft, and the way to save it or throw it away. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { plain } from "../../../../shared/locales/translate.ts";
import { useTools } from "../../tools.ts";
import { Differences } from "./differences.tsx";
import { useForm } from "./form-context.ts";
import { fieldId } from "./number-field.tsx";
import { nameOf } from "./setting-words.ts";
import { changesOf, rebased, valueAt, type Change } from "./settings.ts";
import type { Draft } from "./use-draft.ts";
import type { Save } from "./use-save.ts";

export function DraftPanel({ save }: { save: Save }) {
  const { t, say } = useTools();
  const draft = useForm();
  const { base, settings, changes, faults, begun, isDirty } = draft;
  const discard = () => {
    draft.fill(base.settings);
    draft.begin(null);
    say(t("policy.discarded"), () => {
      draft.unfill(settings, base.settings);
      draft.begin(begun);
    });
  };
  const submit = () => {
    const [first] = faults.keys();
    if (first !== undefined) showField(first);
    else if (begun !== null) document.querySelector<HTMLElement>("#own-form input")?.focus();
    else void save.save();
  };
  return (
    <section class="sheet section-sheet" aria-labelledby="changes" id="draft">
      <h2 id="changes" tabIndex={-1}>
        {t("policy.changes", { count: changes.length })}
      </h2>
      {save.conflict !== null && <Meanwhile conflict={save.conflict} goOn={save.goOn} />}
      {!isDirty && <p class="muted">{t("policy.noChanges", { version: base.version })}</p>}
      <Differences
        changes={changes}
        before={base.settings}
        after={settings}
        undo={(change) => takeBack(draft, change)}
      />
      {faults.size > 0 && <Faults />}
      {begun !== null && <p class="notice warn">{t("policy.own.begun")}</p>}
      {isDirty && (
        <>
          <div class="row">
            <button
              type="button"
              class="button primary"
              disabled={save.isBusy || save.conflict !== null}
              onClick={submit}
            >
              {t(save.isBusy ? "policy.saving" : "policy.save")}
            </button>
            <button type="button" class="button quiet" onClick={discard} disabled={save.isBusy}>
              {t("policy.discard")}
            </button>
          </div>
          <p class="small muted">{t("policy.saveHint")}</p>
        </>
      )}
    </section>
  );
}

/**
 * Puts back what is saved. Bounds of another method mean nothing: a cut is taken back whole, and an
 * own action with its place in the catalogue and its text.
 */
function takeBack({ base, change }: Draft, { path }: Change): void {
  const own = /^actions\.own\.(.+)$/.exec(path)?.[1];
  const units =
    own === undefined
      ? [path.startsWith("tier.cut.") ? "tier.cut" : path]
      : ["own", "catalogue", "texts"].map((list) => `actions.${list}.${own}`);
  for (const unit of units) change(unit, valueAt(base.settings, unit));
}

/** Shows a field and puts the cursor into it, also where its section is folded away. */
function showField(path: string): void {
  const field = document.getElementById(fieldId(path));
  const folded = field?.closest("details");
  if (folded !== null && folded !== undefined) folded.open = true;
  field?.focus();
  field?.scrollIntoView({ block: "center" });
}

function Faults() {
  const tools = useTools();
  const { faults, settings } = useForm();
  return (
    <div class="notice bad">
      <p>{tools.t("policy.faults", { count: faults.size })}</p>
      <ul>
        {[...faults.keys()].map((path) => (
          <li key={path}>
            <button type="button" class="link" onClick={() => showField(path)}>
              {nameOf(path, tools, settings)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Somebody saved meanwhile: what they changed, and how to go on without losing anything. */
function Meanwhile({
  conflict: { newest, by },
  goOn,
}: {
  conflict: NonNullable<Save["conflict"]>;
  goOn: Save["goOn"];
}) {
  const tools = useTools();
  const { t } = tools;
  const { base, settings } = useForm();
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.focus(), []);
  const theirs = changesOf(base.settings, newest.settings);
  const joined = rebased(base.settings, settings, newest.settings);
  return (
    <div class="notice warn" role="alert" ref={place} tabIndex={-1}>
      <p class="strong">
        {by === null
          ? t("policy.conflict.title", { version: newest.version })
          : t("policy.conflict.by", { name: plain(by), version: newest.version })}
      </p>
      <Differences changes={theirs} before={base.settings} after={newest.settings} />
      {joined.both.length > 0 && (
        <p>
          {t("policy.conflict.both", {
            names: joined.both
              .map((path) => nameOf(path, tools, joined.settings))
              .join(t("policy.and")),
          })}
        </p>
      )}
      <div class="row">
        <button type="button" class="button" onClick={() => goOn(joined.settings)}>
          {t("policy.conflict.join")}
        </button>
        <button type="button" class="button quiet" onClick={() => goOn(newest.settings)}>
          {t("policy.conflict.drop")}
        </button>
      </div>
    </div>
  );
}
