/**
 * POST /v1/impersonations: whom of the book a stranger could be taken for. Reads blind indexes;
 * opens no more than what may be meant.
 */
import type { Context } from "hono";
import type { Impersonated } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import { isInternal, normalise, type Address } from "../../shared/people/address.ts";
import { businessDomain } from "../../shared/people/business-domain.ts";
import { posedContact, posedDomain } from "../../shared/people/caution.ts";
import { ownDomains } from "../book.ts";
import type { App } from "../context.ts";
import { lookIndexes, personIndexes } from "../people/recognition.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { domainsLike } from "../store/domains.ts";
import { namesakesOf } from "../store/recognition.ts";

/** Domains opened at most: of those that share a look few are ever more than one. */
const mostDomains = 30;
/** A name that more contacts have than this tells nobody from anybody. */
const mostNamesakes = 5;
const mostAddresses = 40;

export const impersonations = router();

impersonations.openapi(routes.findImpersonated, async (c) => {
  const { address, name } = c.req.valid("json");
  const stranger = normalise(address);
  if (stranger === null || isInternal(stranger.domain, ownDomains(c.env)))
    return c.json({ lookAlike: null, knownName: null }, 200);
  const [lookAlike, knownName] = await Promise.all([
    alikeDomain(c, stranger),
    namesake(c, stranger, name),
  ]);
  return c.json({ lookAlike, knownName }, 200);
});

/**
 * Returns what precedes a dot of a domain, as "harlow.example" does in
 * "harlow.example.secure.example": one may pose as it.
 */
function beginnings(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(2, 6).map((_, more) => labels.slice(0, 2 + more).join("."));
}

async function alikeDomain(c: Context<App>, stranger: Address): Promise<Impersonated["lookAlike"]> {
  const { db, sealer } = c.var;
  const own = businessDomain(stranger.address);
  if (own === null) return null;
  const exact = Promise.all(
    [own, ...beginnings(stranger.domain)].map((domain) => sealer.index("domain", domain)),
  );
  const found = await domainsLike(
    db,
    await exact,
    await lookIndexes(sealer, stranger.domain),
    mostDomains,
  );
  const known = await Promise.all(
    found.map(({ index, customerId, sealed, dataKey }) =>
      sealer.customer(customerId, dataKey).open(at("domains.domain_sealed", index), sealed),
    ),
  );
  const domain = posedDomain(stranger, known.toSorted());
  return domain === null ? null : { domain };
}

async function namesake(
  c: Context<App>,
  stranger: Address,
  name: string | null,
): Promise<Impersonated["knownName"]> {
  const { db, sealer } = c.var;
  const indexes = name === null ? [] : await personIndexes(sealer, name);
  if (name === null || indexes.length === 0) return null;
  const found = await namesakesOf(db, indexes, mostAddresses);
  if (
    found.length === mostAddresses ||
    new Set(found.map(({ contactId }) => contactId)).size > mostNamesakes
  )
    return null;
  const contacts = await Promise.all(
    found.map(
      async ({ contactId, customerId, dataKey, nameSealed, addressIndex, addressSealed }) => {
        const keys = sealer.customer(customerId, dataKey);
        return {
          name: await keys.open(at("contacts.name_sealed", contactId), nameSealed),
          address: await keys.open(at("addresses.address_sealed", addressIndex), addressSealed),
        };
      },
    ),
  );
  const address = posedContact(name, stranger, contacts);
  const contact = contacts.find((one) => one.address === address);
  return contact === undefined ? null : contact;
}
