/**
 * Addresses a rep gives for a contact: checked, indexed, sealed, and compared with whose they are
 * already.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { newContact } from "../../shared/contract/requests.ts";
import { isInternal, normalise } from "../../shared/people/address.ts";
import { businessDomain } from "../../shared/people/business-domain.ts";
import { ownDomains } from "../book.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { knownDomain } from "./recognition.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals } from "../security/seal.ts";
import { insertAddress, ownersOf } from "../store/contacts.ts";
import { noteDomains } from "../store/domains.ts";
import { userOf } from "../store/users.ts";

export type NewAddress = {
  address: string;
  index: string;
  /** The business domain, if it has one. */ domain: string | null;
};

/**
 * The addresses normalised, one person's once. Refuses what is no address and what is the company's
 * own, unless the person is said to be outside; `path` names the field.
 */
export async function readAddresses(
  c: Context<App>,
  { addresses, outside }: Pick<z.infer<typeof newContact>, "addresses" | "outside">,
  path: string,
): Promise<NewAddress[]> {
  const own = ownDomains(c.env);
  const people = new Map<string, string>();
  for (const [at, text] of addresses.entries()) {
    const known = normalise(text);
    const field = `${path}.${at}`;
    if (known === null)
      throw new Refused(
        "invalid_request",
        "This is not an email address. Check it for a typing mistake.",
        field,
      );
    if (outside !== true && isInternal(known.domain, own)) {
      throw new Refused(
        "invalid_request",
        "This address is at one of your company's own domains, so it cannot be a customer's.",
        field,
      );
    }
    if (!people.has(known.canonical)) people.set(known.canonical, known.address);
  }
  if (outside === true) await refuseUsers(c, [...people.keys()], path);
  return Promise.all(
    [...people].map(async ([canonical, address]) => ({
      address,
      index: await c.var.sealer.index("address", canonical),
      domain: businessDomain(address),
    })),
  );
}

/** Refuses addresses of people who sign in here: they are colleagues, whatever is said of them. */
async function refuseUsers(c: Context<App>, canonicals: string[], path: string): Promise<void> {
  for (const [at, canonical] of canonicals.entries())
    if ((await userOf(c.var.db, await c.var.sealer.index("user", canonical))) !== null)
      throw new Refused(
        "invalid_request",
        "This address is of somebody who signs in to this Regards, so it cannot be a customer's.",
        `${path}.${at}`,
      );
}

/**
 * Those that are nobody's yet. Refuses (`conflict`) where one belongs to anybody but `contactId`,
 * naming the customer by id only.
 */
export async function freeAddresses(
  c: Context<App>,
  addresses: NewAddress[],
  contactId: string | null,
  path: string,
): Promise<NewAddress[]> {
  const owners = new Map(
    (
      await ownersOf(
        c.var.db,
        addresses.map((one) => one.index),
      )
    ).map((owner) => [owner.index, owner]),
  );
  return addresses.filter((one) => {
    const owner = owners.get(one.index);
    if (owner === undefined) return true;
    if (owner.contactId === contactId) return false;
    throw new Refused(
      "conflict",
      `This address belongs to customer ${owner.customerId} already. Open that customer instead.`,
      path,
    );
  });
}

/** The contact that addresses are stored for, and what of it is kept beside each of them. */
export type ContactOwner = {
  customerId: string;
  contactId: string;
  name: string | null;
  telephone: string | null;
  keys: CustomerSeals;
};

/** Statements that store addresses of a contact, and their business domains as the customer's. */
export async function storeAddresses(
  c: Context<App>,
  addresses: NewAddress[],
  owner: ContactOwner,
): Promise<D1PreparedStatement[]> {
  const { db, sealer, now } = c.var;
  const { customerId, contactId, name, telephone, keys } = owner;
  // Whoever of a company's own domain is outside has it for themselves alone.
  const own = ownDomains(c.env);
  const domains = [...new Set(addresses.map(({ domain }) => domain))].filter(
    (domain): domain is string => domain !== null && !isInternal(domain, own),
  );
  const [statements, known] = await Promise.all([
    Promise.all(
      addresses.map(async ({ address, index }) =>
        insertAddress(db, {
          customerId,
          contactId,
          index,
          addressSealed: await keys.seal(at("addresses.address_sealed", index), address),
          nameSealed: await keys.seal(at("addresses.name_sealed", index), name),
          telephoneSealed: await keys.seal(at("addresses.telephone_sealed", index), telephone),
          now,
          userId: c.var.user.id,
        }),
      ),
    ),
    Promise.all(
      domains.map(async (domain) => ({ ...(await knownDomain(sealer, keys, domain)), customerId })),
    ),
  ]);
  return [...statements, ...noteDomains(db, known, now)];
}
