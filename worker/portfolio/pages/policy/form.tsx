/** The settings in their sections; what is seldom changed is folded away. */
import { useTools } from "../../tools.ts";
import { Behaviours } from "./behaviours.tsx";
import { Catalogue } from "./catalogue.tsx";
import { CutMethod } from "./cut-method.tsx";
import { sections, type Group, type Section } from "./fields.ts";
import { useForm } from "./form-context.ts";
import { Labels } from "./labels.tsx";
import { NumberField } from "./number-field.tsx";
import { ReviewMoves } from "./review-moves.tsx";
import { OwnActions } from "./own/own-actions.tsx";
import { SwitchField } from "./switch-field.tsx";
import { Texts } from "./texts.tsx";
import { valueAt } from "./settings.ts";
import { ZoneField } from "./zone-field.tsx";

export function Form() {
  return (
    <div class="policy-form">
      {sections.map((section) => (
        <SectionSheet key={section.key} section={section} />
      ))}
    </div>
  );
}

function SectionSheet({ section: { key, groups, isMore } }: { section: Section }) {
  const { t } = useTools();
  const { faults } = useForm();
  const [title, lead] = [t(`policy.sections.${key}.title`), t(`policy.sections.${key}.lead`)];
  const fields = groups.map((group) => (
    <GroupFields key={group.key} group={group} isAlone={groups.length === 1} />
  ));
  if (isMore !== true)
    return (
      <section class="sheet section-sheet" aria-labelledby={`policy-${key}`}>
        <header>
          <h2 id={`policy-${key}`}>{title}</h2>
          <p class="muted">{lead}</p>
        </header>
        {fields}
      </section>
    );
  const isFaulty = groups.some(({ paths }) => paths.some((path) => faults.has(path)));
  return (
    <details class="sheet section-sheet" open={isFaulty || undefined}>
      <summary>
        <h2>{title}</h2>
        <span class="muted">{lead}</span>
      </summary>
      {fields}
    </details>
  );
}

function GroupFields({ group: { key, paths }, isAlone }: { group: Group; isAlone: boolean }) {
  const { t } = useTools();
  return (
    <fieldset class="settings">
      <legend class={isAlone ? "hidden" : undefined}>{t(`policy.groups.${key}`)}</legend>
      <GroupFault paths={paths} />
      {key === "cut" && <CutMethod />}
      {key === "moves" && <ReviewMoves />}
      {key === "catalogue" && <Catalogue />}
      {key === "behaviours" && <Behaviours />}
      {key === "own" && <OwnActions />}
      {key === "texts" && <Texts />}
      {key === "labels" && <Labels />}
      {paths.map((path) => (
        <Field key={path} path={path} />
      ))}
    </fieldset>
  );
}

/** A fault of several settings together: all weights 0. */
function GroupFault({ paths }: { paths: readonly string[] }) {
  const { t } = useTools();
  const { faults } = useForm();
  const together = [...faults].filter(([path]) => paths.some((one) => one.startsWith(`${path}.`)));
  return (
    <>
      {together.map(([path, fault]) => (
        <p key={path} id={`set-${path}`} class="fault" role="alert" tabIndex={-1}>
          {fault.code === "refused" ? fault.message : t(`policy.fault.${fault.code}`)}
        </p>
      ))}
    </>
  );
}

function Field({ path }: { path: string }) {
  const { settings } = useForm();
  if (path === "book.timeZone") return <ZoneField path={path} />;
  return typeof valueAt(settings, path) === "boolean" ? (
    <SwitchField path={path} />
  ) : (
    <NumberField path={path} />
  );
}
