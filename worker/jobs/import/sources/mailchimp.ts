/**
 * Mailchimp's export of an audience: people by address, without a company. Who is not in the book is
 * added as a customer of their own.
 */
import { column, constant, filled, joined, type Source } from "./source.ts";

const address = column("Email Address", "Email", "E-Mail-Adresse", "Adresse e-mail");

export const mailchimp: Source = {
  name: "mailchimp",
  label: "Mailchimp",
  files: [
    {
      name: "audience",
      tells: [
        ["Email Address", "Email", "E-Mail-Adresse", "Adresse e-mail"],
        ["MEMBER_RATING"],
        ["LEID", "EUID", "OPTIN_TIME"],
      ],
      makes: [
        {
          kind: "contacts",
          when: filled(address),
          fields: {
            own: constant("mailchimp"),
            name: joined(" ", column("First Name", "FNAME"), column("Last Name", "LNAME")),
            address,
            telephone: column("Phone Number", "PHONE"),
          },
        },
      ],
    },
  ],
};
