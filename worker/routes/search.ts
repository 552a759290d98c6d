/**
 * POST /v1/customers/search: customers by what is typed of their names. Found by blind index,
 * compared in clear.
 */
import type { FoundCustomer } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import { isFoundBy, isSameName, nameWords, typedKeys } from "../../shared/people/name-words.ts";
import { wordIndexes } from "../people/recognition.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { customersByWords } from "../store/customer-words.ts";

/** Customers answered, and names opened, at most: whoever has more to choose from types on. */
const shown = 8;
const opened = 300;
/** Words that are looked for; more of them make the query long and find nobody else. */
const words = 8;

export const search = router();

search.openapi(routes.searchCustomers, async (c) => {
  const { db, sealer } = c.var;
  const { name: typed } = c.req.valid("json");
  const found = await customersByWords(
    db,
    await wordIndexes(sealer, typedKeys(typed).slice(0, words)),
    opened,
  );
  const named = await Promise.all(
    found.map(async ({ nameSealed, dataKey, former, ...customer }) => ({
      ...customer,
      ...(former === 1 && { former: true as const }),
      name: await sealer
        .customer(customer.id, dataKey)
        .open(at("customers.name_sealed", customer.id), nameSealed),
    })),
  );
  const start = nameWords(typed).join(" ");
  const rank = ({ name, same }: FoundCustomer) =>
    same ? 0 : nameWords(name).join(" ").startsWith(start) ? 1 : 2;
  const customers = named
    .filter(({ name }) => isFoundBy(name, typed))
    .map((customer): FoundCustomer => ({ ...customer, same: isSameName(customer.name, typed) }))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  return c.json(
    {
      customers: customers.slice(0, shown),
      more: customers.length > shown || found.length === opened,
    },
    200,
  );
});
