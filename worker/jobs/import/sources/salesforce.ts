/**
 * Salesforce's reports: any columns, with totals and notes of confidentiality below. A report needs
 * the Account ID, for names of accounts tell nobody apart.
 */
import {
  choice,
  column,
  constant,
  filled,
  joined,
  matches,
  numbered,
  ownerAddress,
  type Source,
} from "./source.ts";

const account = numbered(
  "salesforce",
  column("Account ID", "Account: Account ID", "Account ID 18", "客户 ID", "客户编号"),
);
const name = column("Account Name", "Account: Account Name", "客户名", "客户名称");
const stage = column("Stage", "阶段");
const ids = ["Account ID", "Account: Account ID", "Account ID 18", "客户 ID"];
const lacking =
  "The report lacks the Account ID, and a name alone does not tell who it is. Add the column " +
  "Account ID to the report in Salesforce and export it again.";

export const salesforce: Source = {
  name: "salesforce",
  label: "Salesforce",
  files: [
    {
      name: "accounts",
      tells: [
        ids,
        ["Account Name", "Account: Account Name", "客户名"],
        ["Account Owner", "Type", "Industry", "Last Activity", "客户所有人"],
      ],
      never: ["Opportunity Name", "Opportunity ID", "Contact ID", "Email", "Record Id"],
      makes: [
        {
          kind: "customers",
          fields: {
            externalId: account,
            name,
            kind: constant("company"),
            segment: column("Industry", "行业"),
            owner: ownerAddress("Account Owner: Email", "Account Owner", "客户所有人"),
          },
        },
      ],
    },
    {
      name: "contacts",
      tells: [
        ids,
        ["Contact ID", "联系人 ID"],
        ["Email", "电子邮件"],
        ["Last Name", "Full Name", "姓氏"],
      ],
      makes: [
        {
          kind: "contacts",
          when: filled(column("Email", "电子邮件")),
          fields: {
            externalId: numbered("salesforce", column("Contact ID", "联系人 ID")),
            customer: account,
            name: joined(
              " ",
              column("First Name", "名字"),
              column("Last Name", "Full Name", "姓氏"),
            ),
            address: column("Email", "电子邮件"),
            telephone: column("Phone", "Mobile", "电话", "手机"),
          },
        },
      ],
    },
    {
      name: "opportunities",
      tells: [
        ids,
        ["Opportunity ID", "Opportunity: Opportunity ID", "业务机会 ID"],
        ["Amount", "金额"],
        ["Close Date", "结束日期"],
        ["Stage", "阶段"],
      ],
      makes: [
        {
          kind: "transactions",
          when: filled(column("Amount", "金额")),
          fields: {
            order: numbered(
              "salesforce",
              column("Opportunity ID", "Opportunity: Opportunity ID", "业务机会 ID"),
            ),
            customer: account,
            date: column("Close Date", "结束日期"),
            amount: column("Amount", "金额"),
            currency: column("Amount Currency", "Currency"),
            status: choice(matches(stage, /won|赢/i), constant("won"), constant("open")),
          },
        },
      ],
    },
    {
      name: "opportunities",
      tells: [["Opportunity Name"], ["Account Name"], ["Stage"], ["Close Date"]],
      never: [...ids, "Record Id"],
      makes: [],
      refusal: lacking,
    },
  ],
};
