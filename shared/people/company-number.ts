/**
 * The company's own numbers for customers and orders. They alone stay readable in the database, so
 * nothing that tells who somebody is may stand for one: an address, a telephone number, a name.
 */
import { cleanText, isSpreadsheetError, undress } from "../text/clean.ts";

/** A number as it is stored and compared. */
export const cleanNumber = (text: string): string => cleanText(undress(cleanText(text)));

export type NumberFault =
  | "address"
  | "telephone"
  | "identity"
  | "name"
  | "rounded"
  | "error"
  | "formula";

/** Sentences for each fault: what is wrong with a number, and what to do. */
export const numberFaults: Readonly<Record<NumberFault, string>> = {
  address: "an address cannot be an identifier: it would be kept readable. Use a number or a code",
  telephone:
    "looks like a telephone number, which would be kept readable. Use your own number or code",
  identity:
    "looks like a personal identity number, which would be kept readable. Use your own number " +
    "or code",
  name: "looks like a name or a street, which would be kept readable. Use your own number or code",
  rounded:
    "lost digits in a spreadsheet (scientific notation). Export the file again with this " +
    "column as text",
  error: "is an error of a spreadsheet, not a value. Correct the cell and export the file again",
  formula:
    "is a formula of a spreadsheet. Export the file again with values in the place of formulas",
};

/** Words that say what a number is of, in front of it: "Customer No. 4711". */
const generic = new RegExp(
  [
    "\\b(?:customers?|clients?|accounts?|acct|orders?|invoices?|receipts?|transactions?|" +
      "refunds?|returns?|credits?|notes?|sales?",
    "|numbers?|nos?|ids?|refs?|reference|code|kunden?|kd|auftrag|rechnung|bestellung|" +
      "gutschrift|beleg|nummer|nr|pedido|factura|commande|facture)\\b",
    "|客户|会员|顾客|订单|发票|交易|单号|编号|编码|号码|客|号|退款|退货",
  ].join(""),
  "giu",
);
const chineseMobile = /^(?:0?0?86)?1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}$/;
/** Excel's rest of a long number: its first digits and a power of ten. */
const scientific = /^[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}$/i;

/**
 * Why a text cannot be a number that stays readable, null where it can. `text` as `cleanNumber`
 * gives it. Codes pass (C-100, ACME-01, KD 4711, 536365, ALFKI); words, and Chinese without digits,
 * do not.
 */
export function findNumberFault(text: string): NumberFault | null {
  if (/^[A-Z]{0,2}-?\d{1,9}$/.test(text)) return null;
  if (isSpreadsheetError(text)) return "error";
  if (text.startsWith("=")) return "formula";
  if (scientific.test(text)) return "rounded";
  if (/@|\bmailto:/i.test(text)) return "address";
  if (isTelephone(text)) return "telephone";
  if (isIdentityNumber(text)) return "identity";
  return isName(text) ? "name" : null;
}

function isTelephone(text: string): boolean {
  const body = text.replace(/^(?:tel|phone|mobile|cell|fax|电话|手机)\s*[.:]?\s*/i, "");
  const digits = body.replaceAll(/\D/g, "");
  if (digits.length < 7 || digits.length > 15 || !/^\+?[\d\s()./-]+$/.test(body)) return false;
  if (body !== text || body.startsWith("+")) return true;
  if (chineseMobile.test(digits)) return true;
  if (!/[\s()/.-]/.test(body)) return false;
  // Groups as telephones are written: an area code in brackets or behind a 0, or 3-3-4.
  return (
    /^\(0?\d{1,5}\)/.test(body) ||
    /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(body) ||
    (/^0[1-9]\d{1,4}[ /.-]\d/.test(body) && digits.length >= 9 && digits.length <= 12) ||
    /^00[1-9]\d{0,2}[ .-]/.test(body)
  );
}

/**
 * A Chinese identity number: a birth date inside and a check digit (GB 11643, ISO 7064 MOD 11-2).
 */
function isIdentityNumber(text: string): boolean {
  if (!/^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/i.test(text))
    return false;
  const sum = Array.from(
    { length: 17 },
    (_, at) => Number(text[at]) * (2 ** (17 - at) % 11),
  ).reduce((total, one) => total + one, 0);
  return "10X98765432"[sum % 11] === text[17]?.toUpperCase();
}

/** Words and no code: two words of a name or a street, one in small letters, Chinese characters. */
function isName(text: string): boolean {
  const own = text.replaceAll(generic, " ");
  const words = own.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? [];
  const han = (own.match(/\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana}|\p{sc=Hangul}/gu) ?? [])
    .length;
  const digits = (text.match(/\d/g) ?? []).length;
  if (digits === 0) {
    if (han > 0) return true;
    if (/^[A-Z](?:[A-Z]|[-_./](?=[A-Z]))*$/.test(text)) return false;
    return (
      words.some((word) => word.length > 1) &&
      (/\p{Ll}|[^\p{ASCII}]/u.test(own) || words.filter((word) => word.length > 1).length > 1)
    );
  }
  if (han >= 2) return digits <= 2 || han > 4;
  return /\s/.test(own.trim()) && words.filter((word) => word.length > 2).length > 1;
}
