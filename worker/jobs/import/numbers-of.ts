/**
 * Header names of the company's numbers for customers and orders, in the languages that exports
 * come in; without accents and sound marks.
 */
import type { Field } from "./columns.ts";

const number =
  "(?:external)?(?:id|ids|no|nr|num|number|nummer|nro|code|key|ref|reference|uid|编号|编码|代码|代號|" +
  "代号|号码|号|編號|號碼|番号|コート|번호|코드)";
const customer =
  "(?:customer|client|cust|account|acct|buyer|debtor|kunden?|debitor(?:en)?|klanten?|klant|" +
  "cliente|客户|顾客|会员|客戶|顧客|會員|买家|得意先|고객)";
const before =
  "(?:id|no|num|numero|nro|code|codigo|codice|ref|reference)(?:du|de|del|des|des|der)?";

/** Telling names of the column with a customer's number, as `plainName` gives them. */
const customerNumber = new RegExp(
  `^(?:${customer}${number}|${before}(?:client|cliente|kunden?|klant))$`,
);

const customerWords = [
  "customer",
  "client",
  "account",
  "buyer",
  "kunde",
  "klant",
  "cliente",
  "客户",
  "会员",
  "会员号",
  "顾客",
  "客戶",
  "顧客",
];

/** The field of a customer's number, under one of its names in the kinds of import. */
export const customerField = (name = "customer"): Field => ({
  name,
  form: "text",
  identifies: true,
  headers: [],
  pattern: customerNumber,
  loose: [customerWords],
});

/** Names of the column with a customer's number where the file is one of customers. */
export const customerNumbers: Pick<Field, "pattern" | "loose" | "identifies"> = {
  pattern: customerNumber,
  identifies: true,
  loose: [["id", "number", "no", "code", "编号", "编码"], customerWords],
};
