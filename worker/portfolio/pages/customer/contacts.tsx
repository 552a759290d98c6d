/** The people of a customer, with their addresses and telephones. */
import type { Profile } from "../../../../shared/contract/answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { useTools } from "../../tools.ts";

/** Each with links to write and to call. */
export function Contacts({ profile: { contacts } }: { profile: Profile }) {
  const { t } = useTools();
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
            {telephone != null && (
              <p>
                <a href={`tel:${telephone.replace(/[^\d+]/g, "")}`}>{telephone}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
