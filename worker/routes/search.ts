/**
 * POST /v1/customers/search: customers by what is typed of their names, by a whole address, a
 * number, or a contact's full name. Found by blind index, names compared in clear.
 */
import type { Context } from "hono";
import type { FoundCustomer } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import { normalise } from "../../shared/people/address.ts";
import { cleanNumber } from "../../shared/people/company-number.ts";
import { isSameName, nameWords, typedKeys } from "../../shared/people/name-words.ts";
import type { App } from "../context.ts";
import { isNameFoundBy } from "../people/name-keys.ts";
import { personIndexes, wordIndexes } from "../people/recognition.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { customersExactly, type FoundExactly } from "../store/customer-search.ts";
import { customersByWords, type NamedCustomer } from "../store/customer-words.ts";
import { visibleTo } from "../store/visibility.ts";

/** Customers answered, and names opened, at most: whoever has more to choose from types on. */
const shown = 8;
const opened = 300;
/** Words that are looked for; more of them make the query long and find nobody else. */
const words = 8;

export const search = router();

search.openapi(routes.searchCustomers, async (c) => {
  const { db, sealer, user } = c.var;
  const { name: typed } = c.req.valid("json");
  const indexes = await wordIndexes(sealer, typedKeys(typed).slice(0, words));
  const [exact, found] = await Promise.all([
    findExactly(c, typed),
    customersByWords(db, indexes, opened, visibleTo(user)),
  ]);
  const [certain, named] = await Promise.all([openNames(c, exact), openNames(c, found)]);
  const known = new Set<string>();
  const customers = [
    ...certain.map((one) => ({ ...one, same: isSameName(one.name, typed) })),
    ...byName(named, typed),
  ].filter(({ id }) => !known.has(id) && known.add(id));
  return c.json(
    {
      customers: customers.slice(0, shown),
      more: customers.length > shown || found.length === opened,
    },
    200,
  );
});

/** Customers whose names are what was typed, the best match first. */
function byName<N extends Omit<FoundCustomer, "same">>(named: readonly N[], typed: string) {
  const start = nameWords(typed).join(" ");
  const rank = ({ name, same }: { name: string; same: boolean }) =>
    same ? 0 : nameWords(name).join(" ").startsWith(start) ? 1 : 2;
  return named
    .filter(({ name }) => isNameFoundBy(name, typed))
    .map((customer) => ({ ...customer, same: isSameName(customer.name, typed) }))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/** Customers of whom what was typed is a whole address, a number or a contact's full name. */
async function findExactly(c: Context<App>, typed: string): Promise<FoundExactly[]> {
  const { db, sealer, user } = c.var;
  const address = typed.includes("@") ? normalise(typed) : null;
  const [addressIndex, names] = await Promise.all([
    address === null ? "" : sealer.index("address", address.canonical),
    address === null ? personIndexes(sealer, typed) : [],
  ]);
  const exactly = { addressIndex, number: cleanNumber(typed), personIndexes: names };
  return customersExactly(db, exactly, shown, visibleTo(user));
}

/** Customers with their names opened. */
function openNames<N extends NamedCustomer>(c: Context<App>, customers: readonly N[]) {
  return Promise.all(
    customers.map(async ({ nameSealed, dataKey, former, ...customer }) => ({
      ...customer,
      ...(former === 1 && { former: true as const }),
      name: await c.var.sealer
        .customer(customer.id, dataKey)
        .open(at("customers.name_sealed", customer.id), nameSealed),
    })),
  );
}
