/**
 * Odoo's import-compatible exports: the external id first, then technical names of fields; a
 * relation is `parent_id/id`.
 */
import {
  all,
  choice,
  column,
  constant,
  empty,
  filled,
  matches,
  numbered,
  type Source,
  words,
} from "./source.ts";

const id = numbered("odoo", column("id", "External ID", "外部 ID"));
const parent = numbered("odoo", column("parent_id/id", "Related Company/External ID"));
const email = column("email", "Email");
const person = matches(column("is_company", "Is a Company"), /^(?:false|0|no|否)$/i);
const telephone = column("phone", "mobile", "Phone", "Mobile");
const state = words(
  column("state", "Status"),
  {
    sale: "completed",
    done: "completed",
    "sales order": "completed",
    locked: "completed",
    posted: "posted",
    cancel: "cancelled",
    cancelled: "cancelled",
    draft: "draft",
    sent: "draft",
    quotation: "draft",
    "quotation sent": "draft",
  },
  "draft",
);

export const odoo: Source = {
  name: "odoo",
  label: "Odoo",
  files: [
    {
      name: "partners",
      tells: [
        ["id", "External ID"],
        ["name", "Name"],
        ["is_company", "parent_id/id", "Is a Company", "Related Company/External ID"],
        ["email", "Email"],
      ],
      makes: [
        {
          kind: "customers",
          when: empty(parent),
          fields: {
            externalId: id,
            name: column("name", "Name"),
            kind: choice(person, constant("person"), constant("company")),
            segment: column("industry_id", "industry_id/name", "Industry"),
          },
        },
        {
          kind: "contacts",
          when: all(filled(email), empty(parent)),
          fields: {
            externalId: id,
            customer: id,
            name: column("name", "Name"),
            address: email,
            telephone,
          },
        },
        {
          kind: "contacts",
          when: all(filled(email), filled(parent)),
          fields: {
            externalId: id,
            customer: parent,
            name: column("name", "Name"),
            address: email,
            telephone,
          },
        },
      ],
    },
    {
      name: "sales orders",
      tells: [
        ["name", "Order Reference"],
        ["partner_id/id", "Customer/External ID"],
        ["date_order", "Order Date"],
        ["amount_total", "Total"],
      ],
      makes: [
        {
          kind: "transactions",
          fields: {
            order: numbered("odoo", column("name", "Order Reference")),
            customer: numbered("odoo", column("partner_id/id", "Customer/External ID")),
            date: column("date_order", "Order Date"),
            amount: column("amount_total", "Total"),
            currency: column("currency_id", "currency_id/name", "Currency"),
            status: state,
          },
        },
      ],
    },
  ],
};
