/** The name of a customer as the portfolio shows it. */
import type { Profile } from "../../../../shared/contract/answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import type { Tools } from "../../tools.ts";

/** Returns the name, else the company's number for them, else that there is none. */
export function nameOf({ name, externalId }: Profile["customer"], { t }: Tools): string {
  if (name !== null) return plain(name);
  return externalId === null ? t("customers.unnamed") : t("panel.number", { number: externalId });
}
