/** Zoho CRM's exports of accounts, contacts and deals; ids are `zcrm_` and a number. */
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
  type Source,
} from "./source.ts";

const record = numbered("zoho", column("Record Id", "Record ID", "记录 ID"));
const account = numbered("zoho", column("Account Name.id", "客户名称.id"));
const email = column("Email", "电子邮件", "邮箱");
const person = joined(" ", column("First Name", "名字"), column("Last Name", "姓氏"));
const stage = column("Stage", "阶段");

export const zoho: Source = {
  name: "zoho",
  label: "Zoho CRM",
  files: [
    {
      name: "accounts",
      tells: [
        ["Record Id", "记录 ID"],
        ["Account Name", "客户名称"],
        ["Account Owner", "客户所有者"],
      ],
      makes: [
        {
          kind: "customers",
          fields: {
            externalId: record,
            name: column("Account Name", "客户名称"),
            kind: constant("company"),
            segment: column("Industry", "行业"),
            owner: ownerAddress("Account Owner", "客户所有者"),
          },
        },
      ],
    },
    {
      name: "contacts",
      tells: [
        ["Record Id", "记录 ID"],
        ["Contact Owner", "Contact Owner.id", "联系人所有者"],
        ["Last Name", "姓氏"],
        ["Email", "电子邮件", "邮箱"],
      ],
      never: ["Associated Company IDs", "Associated Company", "Lead Status", "Create Date"],
      makes: [
        {
          kind: "contacts",
          when: all(filled(email), filled(account)),
          fields: {
            externalId: record,
            customer: account,
            name: person,
            address: email,
            telephone: column("Phone", "Mobile", "电话", "手机"),
          },
        },
        {
          kind: "contacts",
          when: all(filled(email), empty(account)),
          fields: {
            externalId: record,
            own: constant("zoho"),
            name: person,
            address: email,
            telephone: column("Phone", "Mobile", "电话", "手机"),
          },
        },
      ],
    },
    {
      name: "deals",
      tells: [
        ["Record Id", "记录 ID"],
        ["Deal Name", "商机名称"],
        ["Stage", "阶段"],
        ["Amount", "金额"],
        ["Closing Date", "结束日期", "成交日期"],
      ],
      makes: [
        {
          kind: "transactions",
          when: filled(column("Amount", "金额")),
          fields: {
            order: record,
            customer: account,
            date: column("Closing Date", "结束日期", "成交日期"),
            amount: column("Amount", "金额"),
            currency: column("Currency", "货币"),
            status: choice(matches(stage, /won|赢单|成交/i), constant("won"), constant("open")),
          },
        },
      ],
    },
  ],
};
