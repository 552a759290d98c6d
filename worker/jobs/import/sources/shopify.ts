/**
 * Shopify's exports of customers and orders. Ids, post codes and telephones come with an apostrophe
 * in front. An order has a row a line item; what is the order's stands in its first row alone.
 */
import {
  all,
  choice,
  column,
  constant,
  filled,
  first,
  joined,
  matches,
  numbered,
  type Source,
  words,
} from "./source.ts";

const customer = numbered("shopify", column("Customer ID"));
const company = column("Default Address Company", "Company");
const person = joined(" ", column("First Name"), column("Last Name"));
const order = numbered("shopify", column("Name"));
const placed = column("Created at", "Paid at");
/** The outcome of an order: one that was given back is still one that was bought. */
const status = words(
  column("Financial Status"),
  {
    paid: "paid",
    "partially paid": "paid",
    "partially refunded": "paid",
    refunded: "paid",
    voided: "voided",
    expired: "expired",
    pending: "pending",
    authorized: "pending",
  },
  "pending",
);

export const shopify: Source = {
  name: "shopify",
  label: "Shopify",
  files: [
    {
      name: "customers",
      tells: [
        ["Customer ID"],
        ["Accepts Email Marketing", "Accepts Marketing"],
        ["Total Spent"],
        ["Total Orders", "Orders Count"],
      ],
      makes: [
        {
          kind: "customers",
          fields: {
            externalId: customer,
            name: first(company, person),
            kind: choice(filled(company), constant("company"), constant("person")),
          },
        },
        {
          kind: "contacts",
          when: filled(column("Email")),
          fields: {
            externalId: customer,
            customer,
            name: person,
            address: column("Email"),
            telephone: column("Phone", "Default Address Phone"),
          },
        },
      ],
    },
    {
      name: "orders",
      tells: [["Name"], ["Financial Status"], ["Lineitem name"], ["Lineitem quantity"], ["Total"]],
      makes: [
        {
          kind: "transactions",
          when: filled(column("Financial Status")),
          fields: {
            order,
            address: column("Email"),
            date: placed,
            amount: column("Total"),
            currency: column("Currency"),
            status,
          },
        },
        {
          kind: "transactions",
          when: all(
            filled(column("Financial Status")),
            matches(column("Refunded Amount"), /[1-9]/),
          ),
          fields: {
            order,
            address: column("Email"),
            date: column("Cancelled at", "Paid at", "Created at"),
            amount: column("Refunded Amount"),
            currency: column("Currency"),
            kind: constant("refund"),
            original: order,
          },
        },
      ],
    },
  ],
};
