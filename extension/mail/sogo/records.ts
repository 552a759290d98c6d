/**
 * Reads what SOGo answers where it fills its list: the order of a mailbox, and the headers of some
 * messages, without bodies. Each message by the words its row shows, for a row shows no more than a
 * name.
 */
import { normalise } from "../../../shared/people/address.ts";
import { line } from "../reading/text.ts";

type Person = { name?: string; email?: string };
/** One row as it is shown, and whose it is. */
export type Shown = { words: string; address: string };

const shownName = (people: unknown) => {
  const [first] = Array.isArray(people) ? (people as Person[]) : [];
  return {
    name: first?.name || first?.email || "",
    address: normalise(first?.email ?? "")?.address,
  };
};

/** A row's words as one: name, subject, date and size. */
export const wordsOf = (...parts: (string | null | undefined)[]) =>
  parts.map((part) => line(part) ?? "").join("\u0000");

/**
 * Returns what the headers' answer says of each message: a table whose first row names its columns.
 */
export function shownBy(answer: unknown): Map<number, Shown[]> {
  const [columns, ...rows] = Array.isArray(answer) ? (answer as unknown[][]) : [];
  const at = new Map((columns ?? []).map((name, index) => [String(name).toLowerCase(), index]));
  return new Map(
    rows.flatMap((row) => {
      const cell = (name: string) => row[at.get(name) ?? -1];
      const uid = Number(cell("uid"));
      // A row shows who wrote; in the folders of what was sent, to whom.
      const shown = ["from", "to"].flatMap((field) => {
        const { name, address } = shownName(cell(field));
        return address === undefined
          ? []
          : [
              {
                words: wordsOf(
                  name,
                  String(cell("subject") ?? ""),
                  String(cell("relativedate") ?? ""),
                  String(cell("size") ?? ""),
                ),
                address,
              },
            ];
      });
      return Number.isInteger(uid) ? [[uid, shown] as const] : [];
    }),
  );
}

/** Uids in the order of the list; in threads each stands with its depth. */
export function orderOf(answer: unknown): number[] {
  const uids = (answer as { uids?: unknown } | null)?.uids;
  return (Array.isArray(uids) ? uids : [])
    .map((one) => Number(Array.isArray(one) ? one[0] : one))
    .filter(Number.isInteger);
}
