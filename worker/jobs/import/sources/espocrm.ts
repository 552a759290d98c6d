/** EspoCRM's exports of accounts, contacts and opportunities: headers are names of attributes. */
import {
  all,
  choice,
  column,
  constant,
  empty,
  filled,
  first,
  joined,
  matches,
  numbered,
  type Source,
} from "./source.ts";

const account = numbered("espocrm", column("accountId"));
const email = column("emailAddress");
const person = first(column("name"), joined(" ", column("firstName"), column("lastName")));
const telephone = column("phoneNumber");

export const espocrm: Source = {
  name: "espocrm",
  label: "EspoCRM",
  files: [
    {
      name: "accounts",
      tells: [
        ["id"],
        ["name"],
        ["emailAddress"],
        ["website", "industry", "sicCode", "billingAddressCity"],
      ],
      never: ["accountId", "lastName"],
      makes: [
        {
          kind: "customers",
          fields: {
            externalId: numbered("espocrm", column("id")),
            name: column("name"),
            kind: constant("company"),
            segment: column("industry"),
          },
        },
        {
          kind: "contacts",
          when: filled(email),
          fields: { customer: numbered("espocrm", column("id")), address: email, telephone },
        },
      ],
    },
    {
      name: "contacts",
      tells: [["id"], ["firstName", "lastName"], ["emailAddress"], ["accountId", "accountName"]],
      makes: [
        {
          kind: "contacts",
          when: all(filled(email), filled(account)),
          fields: {
            externalId: numbered("espocrm", column("id")),
            customer: account,
            name: person,
            address: email,
            telephone,
          },
        },
        {
          kind: "contacts",
          when: all(filled(email), empty(account)),
          fields: {
            externalId: numbered("espocrm", column("id")),
            own: constant("espocrm"),
            name: person,
            address: email,
            telephone,
          },
        },
      ],
    },
    {
      name: "opportunities",
      tells: [["id"], ["accountId"], ["amount"], ["stage"], ["closeDate"]],
      makes: [
        {
          kind: "transactions",
          when: filled(column("amount")),
          fields: {
            order: numbered("espocrm", column("id")),
            customer: account,
            date: column("closeDate"),
            amount: column("amount"),
            currency: column("amountCurrency"),
            status: choice(matches(column("stage"), /won/i), constant("won"), constant("open")),
          },
        },
      ],
    },
  ],
};
