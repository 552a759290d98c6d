/**
 * Taking back that a customer, a contact or addresses were added: right after a slip, before
 * anything hangs on them.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Context } from "hono";
import type { WithdrawnAnswer } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import { normalise } from "../../shared/people/address.ts";
import { businessDomain } from "../../shared/people/business-domain.ts";
import { keysOfName } from "../people/name-keys.ts";
import { customerKeys, storedKeys } from "../security/customer-keys.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { changeable } from "../facts/facts-of-others.ts";
import type { Write } from "../facts/idempotency.ts";
import { recogniseBehind } from "../jobs/review.ts";
import { wordIndexes } from "../people/recognition.ts";
import { rescore } from "../scoring/rescore.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals } from "../security/seal.ts";
import { isMerged } from "../store/aliases.ts";
import { forgetWords } from "../store/customer-words.ts";
import { listed } from "../store/database.ts";
import {
  addressesOf,
  type ContactOwner,
  contactIdsOf,
  contactOwner,
  contactsOfOthers,
  customerOwner,
  forgetDerived,
  freeDomains,
  hangingOn,
  type Hanging,
  type HeldAddress,
} from "../store/people-withdrawals.ts";
import { type PersonType, withdraw, withdrawalAt } from "../store/withdrawals.ts";
import { takeBack } from "../store/withdrawn-rows.ts";
import { factWrite } from "../facts/writes.ts";

export const peopleWithdrawals = router();

peopleWithdrawals.openapi(routes.withdrawCustomer, (c) =>
  behind(
    c,
    factWrite(c, async (): Promise<Write<WithdrawnAnswer>> => {
      const { db, sealer, user, now } = c.var;
      const { id } = c.req.valid("param");
      const owner = await customerOwner(db, id);
      if (owner === null) return gone(c, "customer", id);
      changeable({ ...owner, customerId: id, withdrawnAt: null }, user, "customer");
      if (await isMerged(db, id))
        throw new Refused(
          "conflict",
          "This customer was merged with another one since, so it cannot be taken back alone. " +
            "Undo the merge first, or leave the customer in the book.",
        );
      refuseHanging(await hangingOn(db, id, null), "customer");
      if ((await contactsOfOthers(db, id, user.id)) > 0 && owner.userId === user.id) {
        throw new Refused(
          "conflict",
          "Somebody else added a contact to this customer since. Ask them to take it back " +
            "first, or leave the customer in the book.",
        );
      }
      const addresses = await addressesOf(db, id);
      const keys = await storedKeys(db, sealer, id);
      const name = (await keys.open(at("customers.name_sealed", id), owner.nameSealed)) ?? "";
      const taking = { userId: user.id, importId: null, now };
      return {
        statements: [
          ...forgetDerived(db, [id], owner.revision),
          ...freeDomains(db, id, await domainsOf(c, addresses, [])),
          forgetWords(db, id, await wordIndexes(sealer, keysOfName(name))),
          ...takeBack(db, "addresses", listed(addresses.map(({ index }) => index)), taking),
          ...takeBack(db, "contacts", listed(await contactIdsOf(db, id)), taking),
          ...takeBack(db, "customers", listed([id]), taking),
          await withdrawal(c, keys, "customer", id, c.req.valid("json").reason),
        ],
        answer: { id, card: null },
      };
    }),
  ),
);

peopleWithdrawals.openapi(routes.withdrawContact, (c) =>
  behind(
    c,
    factWrite(c, async (): Promise<Write<WithdrawnAnswer>> => {
      const { db, sealer, user, now } = c.var;
      const { id } = c.req.valid("param");
      const owner = await contactOwner(db, id);
      if (owner === null) return gone(c, "contact", id);
      changeable({ ...owner, withdrawnAt: null }, user, "contact");
      refuseHanging(await hangingOn(db, owner.customerId, id), "contact");
      const keys = await storedKeys(db, sealer, owner.ownerId);
      const all = await addressesNear(c, owner);
      const addresses = all.filter(({ contactId }) => contactId === id);
      if (owner.userId === user.id) refuseOthers(addresses, user.id);
      const { card, statements } = await rescore(db, sealer, c.env, owner.customerId, now);
      const taking = { userId: user.id, importId: null, now };
      return {
        statements: [
          ...(await freedDomains(c, owner, addresses, all)),
          ...takeBack(db, "addresses", listed(addresses.map(({ index }) => index)), taking),
          ...takeBack(db, "contacts", listed([id]), taking),
          await withdrawal(c, keys, "contact", id, c.req.valid("json").reason),
          ...statements,
        ],
        answer: { id, card },
      };
    }),
  ),
);

peopleWithdrawals.openapi(routes.withdrawAddresses, (c) =>
  behind(
    c,
    factWrite(c, async (): Promise<Write<WithdrawnAnswer>> => {
      const { db, sealer, user, now } = c.var;
      const { id } = c.req.valid("param");
      const { addresses: written, reason } = c.req.valid("json");
      const owner = await contactOwner(db, id);
      if (owner === null)
        throw new Refused(
          "not_found",
          "There is no such contact. It may have been removed; reload the card.",
        );
      const wanted = new Set(
        await Promise.all(
          written.map(async (text, at) => {
            const known = normalise(text);
            if (known === null)
              throw new Refused(
                "invalid_request",
                "This is not an email address. Check it for a typing mistake.",
                `addresses.${at}`,
              );
            return sealer.index("address", known.canonical);
          }),
        ),
      );
      const keys = await storedKeys(db, sealer, owner.ownerId);
      const all = await addressesNear(c, owner);
      // One taken back before stays so.
      const addresses = all.filter(({ contactId, index }) => contactId === id && wanted.has(index));
      for (const { userId } of addresses)
        changeable({ customerId: owner.customerId, userId, withdrawnAt: null }, user, "address");
      const { card, statements } = await rescore(db, sealer, c.env, owner.customerId, now);
      return {
        statements: [
          ...(await freedDomains(c, owner, addresses, all)),
          ...takeBack(db, "addresses", listed(addresses.map(({ index }) => index)), {
            userId: user.id,
            importId: null,
            now,
          }),
          ...(await Promise.all(
            addresses.map(({ index }) => withdrawal(c, keys, "address", `${id} ${index}`, reason)),
          )),
          ...statements,
        ],
        answer: { id, card },
      };
    }),
  ),
);

/**
 * The answer for what is not there: taken back before it stays so, and what never was is refused.
 */
async function gone(
  c: Context<App>,
  type: PersonType,
  id: string,
): Promise<Write<WithdrawnAnswer>> {
  if ((await withdrawalAt(c.var.db, type, id)) === null)
    throw new Refused(
      "not_found",
      `There is no such ${type}. It may have been removed; look it up again.`,
    );
  return { statements: [], answer: { id, card: null } };
}

async function withdrawal(
  c: Context<App>,
  keys: CustomerSeals,
  type: PersonType,
  id: string,
  reason: string | null,
): Promise<D1PreparedStatement> {
  const { db, user, now } = c.var;
  const reasonSealed = await keys.seal(at("withdrawals.reason_sealed", `${type} ${id}`), reason);
  return withdraw(db, { type, id, reasonSealed, userId: user.id, at: now });
}

/** Refuses while live facts would be lost, naming them. */
function refuseHanging(
  { transactions, logs, responses, outcomes, promises, edits, overrides }: Hanging,
  what: "customer" | "contact",
): void {
  const named = [
    [transactions, "purchase"],
    [logs, "log"],
    [responses, "answer or satisfaction note"],
    [outcomes, "answered suggestion"],
    [promises, "promise"],
    [edits, "edit"],
    [overrides, "override"],
  ] as const;
  const some = named
    .filter(([count]) => count > 0)
    .map(
      ([count, name]) =>
        `${count} ${count === 1 ? name : `${name.replace("answer or", "answers or")}s`}`,
    );
  if (some.length === 0) return;
  throw new Refused(
    "conflict",
    `This ${what} has ${some.join(", ")} by now. Take those back first, or leave the ${what} ` +
      "in the book.",
  );
}

function refuseOthers(addresses: readonly HeldAddress[], userId: string): void {
  if (addresses.every((one) => one.userId === userId)) return;
  throw new Refused(
    "conflict",
    "Somebody else added an address to this contact since. Ask them to take it back first, or " +
      "leave the contact in the book.",
  );
}

/**
 * The ids under which a contact's customer may be stored: the one of the contact, and its present
 * one.
 */
const idsOf = ({ ownerId, customerId }: ContactOwner) => [...new Set([ownerId, customerId])];

/** Finds the addresses of a contact's customer, those of its present one among them. */
async function addressesNear(c: Context<App>, owner: ContactOwner): Promise<HeldAddress[]> {
  return (await Promise.all(idsOf(owner).map((id) => addressesOf(c.var.db, id)))).flat();
}

/**
 * Prepares the statements that free the domains which a contact's customer loses with addresses.
 */
async function freedDomains(
  c: Context<App>,
  owner: ContactOwner,
  going: readonly HeldAddress[],
  all: readonly HeldAddress[],
): Promise<D1PreparedStatement[]> {
  const domains = await domainsOf(c, going, all);
  return idsOf(owner).flatMap((id) => freeDomains(c.var.db, id, domains));
}

/**
 * Blind indexes of the business domains of addresses that go, less those at which the customer
 * keeps another address.
 */
async function domainsOf(
  c: Context<App>,
  going: readonly HeldAddress[],
  all: readonly HeldAddress[],
): Promise<string[]> {
  const { db, sealer } = c.var;
  const keys = await customerKeys(
    db,
    sealer,
    new Set([...going, ...all].map((one) => one.customerId)),
  );
  const domain = async ({ index, customerId, addressSealed }: HeldAddress) => {
    const { seals } = keys.get(customerId) ?? {};
    const place = at("addresses.address_sealed", index);
    return seals === undefined ? null : businessDomain(await seals.open(place, addressSealed));
  };
  const leaving = new Set(going.map(({ index }) => index));
  const kept = new Set(
    await Promise.all(all.filter(({ index }) => !leaving.has(index)).map(domain)),
  );
  const lost = new Set(
    (await Promise.all(going.map(domain))).filter(
      (one) => one !== null && !kept.has(one),
    ) as string[],
  );
  return Promise.all([...lost].map((one) => sealer.index("domain", one)));
}

/** Has contacts looked at again that may now have a domain which was another's. */
async function behind<R extends Response>(c: Context<App>, answer: Promise<R>): Promise<R> {
  const response = await answer;
  c.executionCtx.waitUntil(recogniseBehind(c.env, c.var.requestId));
  return response;
}
