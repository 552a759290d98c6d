/** Files of links: who was asked with the link, and who was not with the reason. */
import type { LinkRow } from "../../../../../shared/contract/link-files.ts";
import { csvOf } from "../../../../../shared/ui/charts/csv-of.ts";
import { saveFile } from "../../../../../shared/ui/charts/save-file.ts";
import type { Tools } from "../../../tools.ts";

const save = (name: string, columns: string[], rows: (string | null)[][]) =>
  saveFile(
    new Blob(
      [csvOf({ columns, rows: rows.map((row) => row.map((value) => ({ value, text: "" }))) })],
      { type: "text/csv;charset=utf-8" },
    ),
    `${name}.csv`,
  );

/** Returns the words for why a contact was not asked. */
export const refusalWords = ({ refusal }: LinkRow, { t, day }: Tools): string =>
  refusal === null
    ? ""
    : t(`codes.refusal.${refusal.code}`, {
        asked: refusal.askedAt === null ? "" : day(refusal.askedAt),
        until: refusal.until === null ? "" : day(refusal.until),
      });

/** Saves what a mail program merges: its column names are the same in every language. */
export function saveLinks(rows: readonly LinkRow[], survey: string, { t }: Tools): void {
  const asked = rows.flatMap((row) => (row.asked === null ? [] : [{ ...row, asked: row.asked }]));
  save(
    t("surveys.links.file.name", { survey }),
    ["address", "name", "customer", "language", "link", "unsubscribe"],
    asked.map(({ address, name, customer, asked: { language, url } }) => [
      address,
      name,
      customer,
      language,
      url,
      `${url}/stop`,
    ]),
  );
}

/** Saves those who were not asked, each with the code and its words. */
export function saveRefused(rows: readonly LinkRow[], survey: string, tools: Tools): void {
  save(
    tools.t("surveys.links.file.refusedName", { survey }),
    ["address", "name", "customer", "code", "reason"],
    rows
      .filter(({ refusal }) => refusal !== null)
      .map((row) => [
        row.address,
        row.name,
        row.customer,
        row.refusal?.code ?? "",
        refusalWords(row, tools),
      ]),
  );
}
