/**
 * Lines of orders that the book has already. A line is the one it was by its order, category, kind,
 * moment and amount; of equal lines in one file each is a line of its own, and as many of them are
 * known as an earlier file brought. So the same file sent again changes nothing, and the rows of
 * one file make the same facts however they are spread over several, but for equal lines of which
 * each file has one: those are one line that was sent again.
 */
import { dayIn, isDateOnly } from "../../../shared/time/days.ts";
import type { KnownTransaction, TransactionRow } from "../../store/imports/transactions.ts";

type Fact = { line: number; fact: TransactionRow };
/**
 * The rest of a stored fact's lines that is not yet taken; `sum` instead where an older version
 * added all of its order up.
 */
type Open = { row: KnownTransaction; amounts: number[]; sum: number | null };

/**
 * Stored facts whose lines one import has met; more would grow with the file, and far apart equal
 * lines are rare.
 */
const mostRemembered = 100_000;

const amountsOf = ({ amount, lines }: KnownTransaction): number[] =>
  lines === null ? [amount] : lines === "" ? [] : lines.split(",").map(Number);

/** Amounts of a fact's lines as the book keeps them: null for one. */
export const linesOf = (amounts: readonly number[]): string | null =>
  amounts.length === 1 ? null : amounts.join(",");

/** A new line beside an earlier one of its order, kind and day that has another amount. */
type Doubt = { line: number; amount: number; opens: readonly Open[] };
const mostDoubts = 10_000;

/** Tells known lines from new ones through the batches of one import. */
export class KnownLines {
  readonly #timeZone: string;
  /** By fact id, what earlier batches left of it. */
  #met = new Map<number, Open>();
  #doubts: Doubt[] = [];

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /**
   * The lines that the book lacks. `known` are facts of earlier imports about the orders of this
   * batch.
   */
  findNew(facts: readonly Fact[], known: readonly KnownTransaction[]): Fact[] {
    if (this.#met.size > mostRemembered) this.#met.clear();
    const stored = Map.groupBy(
      known.map((row) => this.#open(row)),
      ({ row }) => keyOf(row),
    );
    const ofStored = (fact: TransactionRow) => stored.get(keyOf(fact)) ?? [];
    const left = this.#withoutSums(facts, ofStored);
    const others = left.filter(
      ({ fact }) => !takeLine(ofStored(fact), fact, (at) => at === fact.occurredAt),
    );
    // One file may give the date alone where another gives the time too.
    const fresh = others.filter(
      ({ fact }) => !takeLine(ofStored(fact), fact, (at) => this.#isSameDate(at, fact.occurredAt)),
    );
    for (const one of fresh) this.#doubt(one, ofStored(one.fact));
    return fresh;
  }

  /**
   * Finds, once all rows are read, the new lines whose order has an amount of the same kind and day
   * in the book that the file lacks: a further line, or one whose amount was changed.
   */
  findDoubtful(): { line: number; amount: number }[] {
    const missing = new Map<Open, number>();
    return this.#doubts.filter(({ opens }) => {
      const open = opens.find((one) => (missing.get(one) ?? one.amounts.length) > 0);
      if (open !== undefined) missing.set(open, (missing.get(open) ?? open.amounts.length) - 1);
      return open !== undefined;
    });
  }

  #doubt({ line, fact }: Fact, stored: readonly Open[]): void {
    if (fact.kind === "refund" || this.#doubts.length >= mostDoubts) return;
    const day = dayIn(this.#timeZone, fact.occurredAt);
    const opens = stored.filter(
      ({ row }) => row.kind === fact.kind && dayIn(this.#timeZone, row.occurredAt) === day,
    );
    if (opens.length > 0) this.#doubts.push({ line, amount: fact.amount, opens });
  }

  #open(row: KnownTransaction): Open {
    let open = this.#met.get(row.id);
    if (open === undefined)
      this.#met.set(
        row.id,
        (open = { row, amounts: amountsOf(row), sum: row.lines === "" ? row.amount : null }),
      );
    return open;
  }

  #isSameDate(known: number, at: number): boolean {
    return (
      isDateOnly(known) !== isDateOnly(at) &&
      dayIn(this.#timeZone, known) === dayIn(this.#timeZone, at)
    );
  }

  /**
   * Leaves out the lines that an older version added up: the first of an order and category that
   * come to the sum, all or those that are no refunds. The first and the last order of a batch may
   * go on in another: there what fits into the sum does.
   */
  #withoutSums(
    facts: readonly Fact[],
    ofStored: (fact: TransactionRow) => readonly Open[],
  ): Fact[] {
    const [first, last] = [facts[0]?.fact.order, facts.at(-1)?.fact.order];
    const known = new Set<Fact>();
    for (const lines of Map.groupBy(facts, ({ fact }) => keyOf(fact)).values()) {
      const { fact } = lines[0]!;
      for (const open of ofStored(fact)) {
        if (open.sum === null || open.sum === 0) continue;
        const cut = fact.order === first || fact.order === last;
        const found =
          prefixOf(lines, open.sum) ??
          prefixOf(
            lines.filter((one) => one.fact.kind !== "refund"),
            open.sum,
          ) ??
          (cut ? fitting(lines, open.sum) : []);
        for (const one of found) {
          known.add(one);
          open.sum -= one.fact.amount;
        }
      }
    }
    return facts.filter((one) => !known.has(one));
  }
}

const keyOf = ({ order, category }: { order: string; category: string }) =>
  `${order}\u0000${category}`;

/** Takes a line of this amount off the first fact that has one; returns false where none has. */
function takeLine(
  stored: readonly Open[],
  fact: TransactionRow,
  isAt: (at: number) => boolean,
): boolean {
  for (const { row, amounts } of stored) {
    const found =
      row.kind === fact.kind && isAt(row.occurredAt) ? amounts.indexOf(fact.amount) : -1;
    if (found < 0) continue;
    amounts.splice(found, 1);
    return true;
  }
  return false;
}

/** The first lines that come to the sum; null where they never do. */
function prefixOf(lines: readonly Fact[], sum: number): Fact[] | null {
  let total = 0;
  for (let at = 0; at < lines.length; at++) {
    total += lines[at]!.fact.amount;
    if (total === sum) return lines.slice(0, at + 1);
  }
  return null;
}

/** All lines, where they are no refunds and fit into the sum; none otherwise. */
function fitting(lines: readonly Fact[], sum: number): Fact[] {
  const total = lines.reduce((all, { fact }) => all + fact.amount, 0);
  return lines.length > 1 && total < sum && lines.every(({ fact }) => fact.amount > 0)
    ? [...lines]
    : [];
}
