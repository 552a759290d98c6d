/**
 * Taking a whole import back, a page at a time and so much a call: facts first, then what it
 * changed, then contacts, addresses and customers on which nothing else hangs, then the cards of
 * everybody it touched. Each page is one transaction, and where a call ends the next one goes on.
 */
import type { ImportWithdrawalLine } from "../../../shared/contract/answers.ts";
import { businessDomain } from "../../../shared/people/business-domain.ts";
import { keysOfName } from "../../people/name-keys.ts";
import { Refused } from "../../errors.ts";
import { wordIndexes } from "../../people/recognition.ts";
import { scoreCustomers } from "../../scoring/rescore.ts";
import { at } from "../../security/places.ts";
import { forgetWords } from "../../store/customer-words.ts";
import { namesOf } from "../../store/customers.ts";
import { dataKeysOf } from "../../store/data-keys.ts";
import { listed } from "../../store/database.ts";
import {
  addressesOfContacts,
  addressesOfImport,
  changesOf,
  contactsOfImport,
  customersOfImport,
  factsOf,
  findImport,
  keptOf,
  noteStep,
  restoreAll,
  takenBack,
  touchedBy,
  type ImportedAddress,
  type ImportRow,
} from "../../store/imports/withdrawals.ts";
import { addressesOf, forgetDerived, freeDomains } from "../../store/people-withdrawals.ts";
import { answerFactsOf, forgetVersions } from "../../store/imports/answers.ts";
import { deleteWaitingOf } from "../../store/waiting-answers.ts";
import { takeBack } from "../../store/withdrawn-rows.ts";
import type { Book } from "./kind.ts";

/** Rows a transaction. People are fewer: their addresses are opened for their domains. */
const pages = { facts: 1000, changes: 100, people: 100, cards: 200 };
/** Pages a call: some twenty queries each, of the 1,000 that one invocation may make. */
const pagesACall = 40;

type Step = "facts" | "changes" | "contacts" | "addresses" | "customers" | "cards";
const steps: readonly Step[] = ["facts", "changes", "contacts", "addresses", "customers", "cards"];
const tables = {
  transactions: "transactions",
  interactions: "interactions",
  satisfaction: "satisfaction_responses",
  trust: "trust_responses",
  answers: null,
  customers: null,
  contacts: null,
} as const;

/**
 * A page's outcome: how much it did, and where the next one begins; null where the step is done.
 */
type Page = { done: number; place: string | null };

/** The book that an import is taken out of, by whom. */
type Taker = Pick<Book, "db" | "sealer" | "userId" | "currency">;

/**
 * Begins or goes on, `most` pages at most.
 * @throws Refused where there is no such import, or it is running
 */
export async function beginWithdrawal(
  book: Taker,
  id: string,
  most = pagesACall,
): Promise<AsyncGenerator<ImportWithdrawalLine[], void, undefined>> {
  const found = await findImport(book.db, id);
  if (found === null)
    throw new Refused(
      "not_found",
      "There is no such import. npm run import -- list shows them.",
      "id",
    );
  if (found.status === "running")
    throw new Refused("conflict", "This import is still running. Take it back once it has ended.");
  return run(book, found, most);
}

async function* run(
  book: Taker,
  of: ImportRow,
  most: number,
): AsyncGenerator<ImportWithdrawalLine[], void, undefined> {
  const started = Date.now();
  const total = { rows: 0, scored: 0 };
  let left = most;
  try {
    // Taken back before, it goes on with what has become free since.
    const [known, placed = ""] = (of.withdrawal ?? "facts ").split(/ (.*)/s) as [Step, string?];
    for (const step of steps.slice(steps.indexOf(known))) {
      let place: string | null = step === known ? placed : "";
      while (place !== null) {
        await noteStep(book.db, of.id, `${step} ${place}`);
        if (left-- === 0) {
          yield [
            { type: "withdrawn", done: false, ...(await report(book, of, total.scored, started)) },
          ];
          return;
        }
        const page: Page = await doers[step](book, of, place);
        total[step === "cards" ? "scored" : "rows"] += page.done;
        ({ place } = page);
        if (page.done > 0) yield [{ type: "progress", ...total }];
      }
    }
    await noteStep(book.db, of.id, null, { userId: book.userId, now: Date.now() });
    yield [{ type: "withdrawn", done: true, ...(await report(book, of, total.scored, started)) }];
  } catch (error) {
    console.error(
      JSON.stringify({
        import: "not withdrawn",
        error: error instanceof Error ? error.name : "unknown",
      }),
    );
    yield [
      {
        type: "failed",
        message:
          "The import could not be taken back to its end because the book could not be " +
          "written. What is taken back stays so; ask for it again, and it goes on.",
      },
    ];
  }
}

const factsAlone =
  "This import is older than the record of who came with which import: its facts are taken " +
  "back, the customers, contacts and addresses that it added or changed stay.";

async function report(book: Taker, of: ImportRow, scored: number, started: number) {
  const [rows, kept] = await Promise.all([takenBack(book.db, of.id), keptOf(book.db, of)]);
  const facts =
    (rows.transactions ?? 0) +
    (rows.interactions ?? 0) +
    (rows.satisfaction_responses ?? 0) +
    (rows.trust_responses ?? 0);
  return {
    import: of.id,
    kind: of.kind,
    facts,
    customers: rows.customers ?? 0,
    contacts: rows.contacts ?? 0,
    addresses: rows.addresses ?? 0,
    changes: rows.changed_rows ?? 0,
    customersKept: kept.customers,
    contactsKept: kept.contacts,
    ...(of.hasFactsAlone === 1 && { notice: factsAlone }),
    scored,
    milliseconds: Date.now() - started,
  };
}

const taking = (book: Taker, of: ImportRow) => ({
  userId: book.userId,
  importId: of.id,
  now: Date.now(),
});

const doers: Record<Step, (book: Taker, of: ImportRow, place: string) => Promise<Page>> = {
  async facts(book, of) {
    if (of.kind === "answers") return takeAnswersBack(book, of);
    const table = tables[of.kind];
    const ids = table === null ? [] : await factsOf(book.db, table, of, pages.facts);
    if (table === null || ids.length === 0) return { done: 0, place: null };
    await book.db.batch(takeBack(book.db, table, JSON.stringify(ids), taking(book, of)));
    return { done: ids.length, place: "" };
  },

  async changes(book, of) {
    const changes = await changesOf(book.db, of.id, pages.changes);
    if (changes.length === 0) return { done: 0, place: null };
    await book.db.batch(restoreAll(book.db, changes, of.id, book.userId, Date.now()));
    return { done: changes.length, place: "" };
  },

  async contacts(book, of, place) {
    const contacts = await contactsOfImport(book.db, of, place, pages.people);
    const going = contacts.filter(({ held }) => held === 0);
    const ids = going.map(({ id }) => id);
    const addresses = await addressesOfContacts(book.db, ids);
    if (ids.length > 0) {
      await book.db.batch([
        ...(await freedDomains(book, addresses)),
        ...takeBack(
          book.db,
          "addresses",
          listed(addresses.map(({ index }) => index)),
          taking(book, of),
        ),
        ...takeBack(book.db, "contacts", listed(ids), taking(book, of)),
      ]);
    }
    return { done: ids.length, place: contacts.at(-1)?.id ?? null };
  },

  async addresses(book, of) {
    const addresses = await addressesOfImport(book.db, of, pages.people);
    if (addresses.length === 0) return { done: 0, place: null };
    await book.db.batch([
      ...(await freedDomains(book, addresses)),
      ...takeBack(
        book.db,
        "addresses",
        listed(addresses.map(({ index }) => index)),
        taking(book, of),
      ),
    ]);
    return { done: addresses.length, place: "" };
  },

  async customers(book, of, place) {
    const customers = await customersOfImport(book.db, of, place, pages.people);
    const ids = customers.filter(({ held }) => held === 0).map(({ id }) => id);
    if (ids.length > 0) {
      await book.db.batch([
        ...(await forgottenWords(book, ids)),
        ...forgetDerived(book.db, ids),
        ...takeBack(book.db, "customers", listed(ids), taking(book, of)),
      ]);
    }
    return { done: ids.length, place: customers.at(-1)?.id ?? null };
  },

  async cards(book, of, place) {
    const ids = await touchedBy(book.db, of.id, place, pages.cards);
    const scored = await scoreCustomers(
      book.db,
      book.sealer,
      { BOOK_CURRENCY: book.currency },
      ids,
      Date.now(),
    );
    return { done: scored, place: ids.at(-1) ?? null };
  },
};

/** Facts of both kinds; those that they superseded count again, and nothing of the file waits. */
async function takeAnswersBack(book: Taker, of: ImportRow): Promise<Page> {
  const facts = await answerFactsOf(book.db, of.id, pages.facts);
  const idsOf = (isTrust: boolean) =>
    listed(facts.filter(({ what }) => (what === "trust") === isTrust).map(({ factId }) => factId));
  await book.db.batch([
    ...takeBack(book.db, "satisfaction_responses", idsOf(false), taking(book, of)),
    ...takeBack(book.db, "trust_responses", idsOf(true), taking(book, of)),
    ...forgetVersions(
      book.db,
      facts.map(({ factId }) => factId),
    ),
    deleteWaitingOf(book.db, of.id),
  ]);
  return { done: facts.length, place: facts.length === 0 ? null : "" };
}

/** Statements that free the domains at which the customers of these addresses have none left. */
async function freedDomains({ db, sealer }: Taker, going: readonly ImportedAddress[]) {
  const leaving = new Set(going.map(({ index }) => index));
  const owners = await dataKeysOf(db, new Set(going.map(({ customerId }) => customerId)));
  const statements = await Promise.all(
    [...owners].map(async ([customerId, dataKey]) => {
      const keys = sealer.customer(customerId, dataKey);
      const all = await addressesOf(db, customerId);
      const domains = await Promise.all(
        all.map(async ({ index, addressSealed }) =>
          businessDomain(await keys.open(at("addresses.address_sealed", index), addressSealed)),
        ),
      );
      const kept = new Set(domains.filter((_, place) => !leaving.has(all[place]?.index ?? "")));
      const lost = new Set(
        domains.filter((domain) => domain !== null && !kept.has(domain)) as string[],
      );
      return freeDomains(
        db,
        customerId,
        await Promise.all([...lost].map((domain) => sealer.index("domain", domain))),
      );
    }),
  );
  return statements.flat();
}

async function forgottenWords({ db, sealer }: Taker, ids: string[]) {
  const names = await namesOf(db, ids);
  return Promise.all(
    names.flatMap(({ id, nameSealed, dataKey }) =>
      nameSealed === null
        ? []
        : [
            sealer
              .customer(id, dataKey)
              .open(at("customers.name_sealed", id), nameSealed)
              .then(async (name) =>
                forgetWords(db, id, await wordIndexes(sealer, keysOfName(name))),
              ),
          ],
    ),
  );
}
