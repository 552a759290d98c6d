/** Fields that all answers of a survey have, whatever was asked. */
import type { Field } from "../columns.ts";
import { words } from "../kind.ts";
import { customerField } from "../numbers-of.ts";
import type { RowReader } from "../row-reader.ts";
import { readWho } from "../who.ts";

const sources = words({
  customer: ["client", "survey", "客户"],
  rep: ["agent", "staff", "sales", "observed", "员工", "销售", "客服"],
});

/** The fields of an answer, around what was asked: who gave it before, source and date behind. */
export const responseFields = (asked: readonly Field[]): Field[] => [
  {
    name: "externalId",
    form: "text",
    headers: ["external id", "response id", "survey id", "反馈编号", "问卷编号"],
    loose: [["id", "编号"]],
  },
  customerField(),
  {
    name: "address",
    form: "text",
    headers: ["email", "e-mail", "email address", "respondent", "邮箱", "电子邮箱", "邮件地址"],
  },
  ...asked,
  { name: "source", form: "text", headers: ["said by", "来源"] },
  {
    name: "date",
    form: "date",
    headers: [
      "occurred at",
      "responded at",
      "response date",
      "datetime",
      "timestamp",
      "answered at",
      "日期",
      "时间",
      "反馈时间",
    ],
  },
];

/** Reads these fields of a row. */
export const readResponse = (row: RowReader) => ({
  externalId: row.needKey("externalId"),
  ...readWho(row),
  // A survey's export has no column for this: who answered is the customer.
  source: row.word("source", sources, "customer"),
  occurredAt: row.date("date"),
});
