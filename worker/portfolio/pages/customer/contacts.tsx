/** The people of a customer, with their addresses and telephones. */
import type { Profile } from "../../../../shared/contract/answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { cleanTelephone, findTelephoneFault } from "../../../../shared/people/telephone.ts";
import { useTools } from "../../tools.ts";
import { Editable } from "./editable.tsx";
import { useEdit } from "./use-edit.ts";

/** Each with links to write and to call; `again` asks for the profile anew. */
export function Contacts({
  profile: { contacts, customer },
  again,
}: {
  profile: Profile;
  again(): void;
}) {
  const { t, can } = useTools();
  const edit = useEdit(customer.id, again);
  const label = t("customer.edit.field.phone");
  return (
    <section class="sheet section-sheet" aria-labelledby="contacts">
      <h2 id="contacts">{t("customer.contacts.title")}</h2>
      {contacts.length === 0 && <p class="muted">{t("customer.contacts.none")}</p>}
      <ul class="contacts">
        {contacts.map(({ id, name, addresses, telephone }) => (
          <li key={id}>
            {name !== null && (
              <p class="strong">
                <bdi>{plain(name)}</bdi>
              </p>
            )}
            {addresses.map((address) => (
              <p key={address}>
                <a href={`mailto:${encodeURIComponent(address).replace("%40", "@")}`}>
                  <bdi>{address}</bdi>
                </a>
              </p>
            ))}
            <Editable
              label={name === null ? label : t("customer.edit.phoneOf", { name: plain(name) })}
              start={telephone ?? ""}
              type="tel"
              maxLength={60}
              check={(typed) =>
                findTelephoneFault(cleanTelephone(typed)) === null
                  ? null
                  : t("panel.telephone.fault")
              }
              canEdit={can("rep")}
              save={(typed) =>
                edit({ field: "phone", contactId: id, value: typed === "" ? null : typed }, label)
              }
            >
              {telephone != null ? (
                <a href={`tel:${telephone.replace(/[^\d+]/g, "")}`}>{telephone}</a>
              ) : (
                <span class="muted">{t("customer.edit.noPhone")}</span>
              )}
            </Editable>
          </li>
        ))}
      </ul>
    </section>
  );
}
