/** Name, owner, segment, language and notes of a customer, each edited where it stands. */
import type { Profile } from "../../../../shared/contract/answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { useTools } from "../../tools.ts";
import { useOwners, useSegments } from "../../use-choices.ts";
import { Editable } from "./editable.tsx";
import { languageChoices, languageName } from "./languages.ts";
import { useEdit } from "./use-edit.ts";

const orNull = (typed: string): string | null => (typed === "" ? null : typed);

/** `again` asks for the profile anew, once something was edited. */
export function Details({ profile, again }: { profile: Profile; again(): void }) {
  const { t, can, tag } = useTools();
  const { customer, details } = profile;
  const edit = useEdit(customer.id, again);
  const word = (field: string) => t(`customer.edit.field.${field}`);
  const canEdit = can("rep");
  const { language, notes } = details;
  return (
    <section class="sheet section-sheet" aria-labelledby="details">
      <h2 id="details">{t("customer.details")}</h2>
      <dl class="details">
        <dt>{word("name")}</dt>
        <dd>
          <Editable
            label={word("name")}
            start={customer.name ?? ""}
            maxLength={200}
            isRequired
            canEdit={canEdit}
            save={(value) => edit({ field: "name", value }, word("name"))}
          >
            {customer.name !== null && <bdi>{plain(customer.name)}</bdi>}
          </Editable>
        </dd>
        <Owner profile={profile} edit={edit} />
        <Segment profile={profile} edit={edit} />
        <dt>{word("language")}</dt>
        <dd>
          <Editable
            label={word("language")}
            start={language ?? ""}
            choices={[
              { value: "", words: t("customer.edit.none") },
              ...languageChoices(language, tag),
            ]}
            canEdit={canEdit}
            save={(typed) => edit({ field: "language", value: orNull(typed) }, word("language"))}
          >
            {language !== null && languageName(language, tag)}
          </Editable>
        </dd>
        <dt>{word("notes")}</dt>
        <dd>
          <Editable
            label={word("notes")}
            start={notes ?? ""}
            isLong
            maxLength={4000}
            canEdit={canEdit}
            save={(typed) => edit({ field: "notes", value: orNull(typed) }, word("notes"))}
          >
            {notes !== null && (
              <p class="notes" dir="auto">
                {plain(notes)}
              </p>
            )}
          </Editable>
        </dd>
      </dl>
    </section>
  );
}

type Row = { profile: Profile; edit: ReturnType<typeof useEdit> };

/** Managers choose whose customer it is. */
function Owner({ profile: { details }, edit }: Row) {
  const { t, can } = useTools();
  const label = t("customer.edit.field.owner");
  const { owner } = details;
  const owners = useOwners();
  const unnamed = t("customers.unnamed");
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Editable
          label={label}
          start={owner?.id ?? ""}
          choices={[
            { value: "", words: t("customer.edit.nobody") },
            ...(owners ?? (owner === null ? [] : [owner])).map(({ id, name }) => ({
              value: id,
              words: plain(name ?? unnamed),
            })),
          ]}
          canEdit={can("manager")}
          save={(typed) => edit({ field: "owner", value: orNull(typed) }, label)}
        >
          {owner === null ? (
            <span class="muted">{t("customer.edit.nobody")}</span>
          ) : (
            <bdi>{plain(owner.name ?? unnamed)}</bdi>
          )}
        </Editable>
      </dd>
    </>
  );
}

/** A segment is any text; those of the book complete what is typed. */
function Segment({ profile: { customer }, edit }: Row) {
  const { t, can } = useTools();
  const label = t("customer.edit.field.segment");
  const segments = useSegments();
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Editable
          label={label}
          start={customer.segment ?? ""}
          known={segments ?? []}
          maxLength={80}
          canEdit={can("rep")}
          save={(typed) => edit({ field: "segment", value: orNull(typed) }, label)}
        >
          {customer.segment !== null && <bdi>{plain(customer.segment)}</bdi>}
        </Editable>
      </dd>
    </>
  );
}
