/** Addresses that are a desk's and not a person's. Told by their spelling alone. */
import { normalise } from "./address.ts";

/**
 * RFC 2142's, and what firms call their desks in English, German, French, Spanish, Italian and
 * Chinese (pinyin).
 */
const desks = new Set(
  `
info information mail email post office contact hello hi team welcome reception enquiries enquiry
inquiries inquiry general
sales sale orders order purchasing procurement buying quotes quote tenders export import marketing
press media news events
support help helpdesk service services customerservice customercare care feedback complaints returns
claims warranty repairs
accounts account accounting accountspayable accountsreceivable billing invoice invoices finance
payments payroll remittance
hr jobs careers recruitment recruiting training admin administration webmaster hostmaster abuse
security noc it legal privacy dpo compliance
logistics shipping dispatch warehouse delivery transport operations production quality technical
engineering
kontakt buero büro zentrale empfang anfrage anfragen verkauf vertrieb einkauf bestellung
bestellungen buchhaltung rechnung rechnungen
kundenservice kundendienst versand lager personal bewerbung presse datenschutz technik werkstatt
accueil commande commandes ventes achats comptabilite facturation contacto ventas compras facturas
administracion pedidos
contatto vendite acquisti amministrazione ordini kefu xiaoshou caigou caiwu xingzheng renshi shangwu
fuwu waimao
`
    .trim()
    .split(/\s+/),
);

/**
 * Returns whether several people are likely to read and write under this address ("info@",
 * "uk-sales@", "support2@"): it names none of them.
 */
export function isSharedMailbox(address: string): boolean {
  const canonical = normalise(address)?.canonical ?? "";
  const local = canonical.slice(0, canonical.lastIndexOf("@")).replace(/\d{1,4}$/, "");
  const [one = "", other = "", ...more] = local.split(/[._-]/);
  // A desk and a word of a few letters that says where; "ann.it" is Ann.
  const where = (desk: string, place: string) =>
    desk.length > 3 && desks.has(desk) && (place.length <= 3 || desks.has(place));
  return (
    desks.has(local.replace(/[._-]/g, "")) ||
    (other !== "" && more.length === 0 && (where(one, other) || where(other, one)))
  );
}
