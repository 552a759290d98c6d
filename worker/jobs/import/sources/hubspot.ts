/**
 * HubSpot's exports of companies, contacts and deals. Associations stand in one cell, kept apart by
 * semicolons; the first counts.
 */
import {
  all,
  choice,
  column,
  constant,
  empty,
  filled,
  joined,
  matches,
  numbered,
  ownerAddress,
  part,
  type Source,
} from "./source.ts";

const of = (object: string) => column("Record ID", `Record ID - ${object}`, `${object} ID`);
const associated = numbered(
  "hubspot",
  part(column("Associated Company IDs", "Associated Company IDs (Primary)"), ";"),
);
const email = column("Email");
const person = joined(" ", column("First Name"), column("Last Name"));
const telephone = column("Phone Number", "Mobile Phone Number");
const won = matches(
  column("Deal Stage", "Is Closed Won", "Is Deal Closed Won"),
  /won|gewonnen|gagn|ganad|赢单|成交|true/i,
);

export const hubspot: Source = {
  name: "hubspot",
  label: "HubSpot",
  files: [
    {
      name: "companies",
      tells: [
        ["Record ID", "Record ID - Company", "Company ID"],
        ["Company name"],
        ["Company owner", "Company Domain Name", "Website URL"],
      ],
      never: ["Deal Name", "First Name"],
      makes: [
        {
          kind: "customers",
          fields: {
            externalId: numbered("hubspot", of("Company")),
            name: column("Company name"),
            kind: constant("company"),
            segment: column("Industry"),
            owner: ownerAddress("Company owner", "Company owner email"),
          },
        },
      ],
    },
    {
      name: "contacts",
      tells: [
        ["Record ID", "Record ID - Contact", "Contact ID"],
        ["First Name"],
        ["Last Name"],
        ["Email"],
        ["Contact owner", "Lead Status", "Associated Company IDs", "Associated Company"],
      ],
      never: ["Account Name.id", "Contact Owner.id", "Created Time"],
      makes: [
        {
          kind: "contacts",
          when: all(filled(email), filled(associated)),
          fields: {
            externalId: numbered("hubspot", of("Contact")),
            customer: associated,
            name: person,
            address: email,
            telephone,
          },
        },
        {
          kind: "contacts",
          when: all(filled(email), empty(associated)),
          fields: {
            externalId: numbered("hubspot", of("Contact")),
            own: constant("hubspot"),
            name: person,
            address: email,
            telephone,
          },
        },
      ],
    },
    {
      name: "deals",
      tells: [
        ["Record ID", "Record ID - Deal", "Deal ID"],
        ["Deal Name"],
        ["Deal Stage"],
        ["Amount"],
      ],
      makes: [
        {
          kind: "transactions",
          when: filled(column("Amount")),
          fields: {
            order: numbered("hubspot", of("Deal")),
            customer: associated,
            date: column("Close Date", "Create Date"),
            amount: column("Amount", "Amount in company currency"),
            currency: column("Currency"),
            status: choice(won, constant("won"), constant("open")),
          },
        },
      ],
    },
  ],
};
