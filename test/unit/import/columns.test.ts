/**
 * Headers that name one thing in several ways: a number beside a name ("Customer", "Customer ID"),
 * in other words, in other languages, twice. Dates and decimals that can be read two ways, and
 * columns that settle it.
 */
import { describe, expect, test } from "vitest";
import {
  findColumns,
  needColumns,
  plainName,
  readMapping,
  UnclearColumns,
  unusedHeaders,
} from "../../../worker/jobs/import/columns.ts";
import { judge, UnclearFormats } from "../../../worker/jobs/import/formats.ts";
import { contacts } from "../../../worker/jobs/import/kinds/contacts.ts";
import { customers } from "../../../worker/jobs/import/kinds/customers.ts";
import { interactions } from "../../../worker/jobs/import/kinds/interactions.ts";
import { satisfaction } from "../../../worker/jobs/import/kinds/satisfaction.ts";
import { transactions } from "../../../worker/jobs/import/kinds/transactions.ts";

const { fields, needs } = transactions;
const found = (header: string[], map?: string) =>
  Object.fromEntries(findColumns(header, fields, readMapping(map, fields)));

describe("findColumns", () => {
  test("finds the fields when headers are those of a retail export", () => {
    expect(
      found([
        "InvoiceNo",
        "StockCode",
        "Description",
        "Quantity",
        "InvoiceDate",
        "UnitPrice",
        "CustomerID",
        "Country",
      ]),
    ).toEqual({ order: [0], quantity: [3], date: [4], unitPrice: [5], customer: [6] });
  });

  test("finds the fields when headers are Chinese", () => {
    expect(found(["订单号", "客户编号", "下单时间", "金额", "品类"])).toEqual({
      order: [0],
      customer: [1],
      date: [2],
      amount: [3],
      category: [4],
    });
  });

  test.each(["Order ID", "order_id", "ORDER-ID", "orderId", " Order  Id "])(
    "takes %j for the order when it is a header",
    (header) => {
      expect(found([header])).toEqual({ order: [0] });
    },
  );

  test("follows the mapping when it names headers", () => {
    expect(
      found(
        ["Ref", "Who", "Booked on", "Q", "P"],
        "order=Ref, customer=Who,occurred at=Booked on,amount=Q*P",
      ),
    ).toEqual({ order: [0], customer: [1], date: [2], amount: [3, 4] });
  });

  test.each([
    "order",
    "colour=Ref",
    "order=Nowhere",
    "dates=dym",
    "serials=1901",
    "customer=Ref*Ref",
  ])("refuses the mapping when it is %j", (map) => {
    expect(() => found(["Ref"], map)).toThrow(UnclearColumns);
  });
});

const own = { transactions, contacts, customers, interactions, satisfaction };
const named = (kind: keyof typeof own, header: string[], map?: string) => {
  const columns = findColumns(header, own[kind].fields, readMapping(map, own[kind].fields));
  return Object.fromEntries(
    [...columns].map(([field, at]) => [field, at.map((one) => header[one]).join("*")]),
  );
};

describe("the most telling header", () => {
  test.each([
    ["Customer", "Customer ID"],
    ["Client", "Client No."],
    ["客户", "客户编号"],
    ["Account Name", "Account Number"],
    ["Kunde", "Kundennummer"],
    ["Kunde", "Kunden-Nr."],
    ["Client", "N° client"],
    ["Client", "Code client"],
    ["Cliente", "Código cliente"],
    ["Customer", "Customer #"],
    ["Buyer", "Buyer Ref"],
    ["顧客", "顧客コード"],
    ["会员", "会员号码"],
    ["Customer", "customer_external_id"],
    ["Account", "AccountId"],
    ["Client name", "ClientKey"],
  ])("is the number when %s stands beside %s, whichever comes first", (name, number) => {
    for (const pair of [
      [name, number],
      [number, name],
    ]) {
      for (const kind of ["transactions", "contacts", "interactions", "satisfaction"] as const)
        expect(named(kind, ["x", ...pair])["customer"]).toBe(number);
      expect(named("customers", pair)["externalId"]).toBe(number);
    }
  });

  test("is the name of a customer when its number has a column of its own", () => {
    expect(named("customers", ["Customer", "Customer ID", "Segment"])).toEqual({
      externalId: "Customer ID",
      name: "Customer",
      segment: "Segment",
    });
    expect(named("customers", ["客户", "编号"])).toEqual({ externalId: "编号", name: "客户" });
    expect(named("customers", ["Customer", "Name"])).toEqual({
      externalId: "Customer",
      name: "Name",
    });
    expect(named("contacts", ["Full name", "Customer", "Customer ID", "Email"])).toEqual({
      name: "Full name",
      customer: "Customer ID",
      address: "Email",
    });
    expect(
      named("transactions", ["Order", "Order ID", "Customer", "Date", "Amount"]),
    ).toMatchObject({ order: "Order ID", customer: "Customer" });
  });

  test.each([
    [
      ["Customer ID", "Client ID"],
      /Both "Customer ID" and "Client ID" may be the column for customer.*customer=Customer ID or customer=Client ID/,
    ],
    [["Customer", "Client"], /Both "Customer" and "Client"/],
    [["Customer ID", "Customer ID"], /customer=#1 or customer=#2/],
    [["客户编号", "客户代码"], /客户代码/],
  ])("is asked for when %j tell equally well", (header, sentence) => {
    expect(() => named("transactions", header)).toThrow(sentence);
    expect(named("transactions", header, "customer=#2")).toEqual({ customer: header[1] });
  });

  test("is asked for when two columns of a field have one name", () => {
    expect(() => named("transactions", ["Amount", "Customer", "amount"])).toThrow(
      /amount=Amount or amount=amount/,
    );
    expect(named("transactions", ["Amount", "Customer", "amount"], "amount=amount")).toMatchObject({
      amount: "amount",
    });
    expect(() => named("transactions", ["Amount", "Amount"], "amount=Amount")).toThrow(/#1 or #2/);
  });

  test("is not looked for when the mapping says that there is none", () => {
    expect(named("transactions", ["Order", "Type"])).toEqual({ order: "Order", kind: "Type" });
    expect(named("transactions", ["Order", "Type"], "kind=-")).toEqual({ order: "Order" });
  });
});

describe("unusedHeaders", () => {
  test("names what no field reads when columns are found", () => {
    const header = ["Order", "Colour", " ", "Customer", "Warehouse "];
    expect(
      unusedHeaders(header, findColumns(header, fields, readMapping(undefined, fields))),
    ).toEqual(["Colour", "Warehouse"]);
  });
});

describe("needColumns", () => {
  test("names the fields and the file's headers when a needed one is missing", () => {
    const header = ["InvoiceNo", "When", "Total"];
    const columns = findColumns(header, fields, readMapping(undefined, fields));
    expect(() => needColumns(columns, header, ...needs)).toThrow(
      /customer.*InvoiceNo, When, Total/s,
    );
  });
});

describe("plainName", () => {
  test("is one when names differ in case, spaces and width", () => {
    expect(
      new Set(["Unit Price", "unit_price", "ＵｎｉｔＰｒｉｃｅ", "unit-price"].map(plainName)).size,
    ).toBe(1);
  });
});

describe("judge", () => {
  const decided = (dates: string[], amounts: string[] = [], map?: string, currency = "GBP") => {
    const mapping = readMapping(map, fields);
    const one = judge(fields, findColumns(["order", "date", "amount"], fields, mapping), mapping, {
      currency,
      now: Date.parse("2026-11-29T12:00:00Z"),
    });
    one.see(
      Array.from({ length: Math.max(dates.length, amounts.length) }, (_, at) => ({
        line: at + 2,
        cells: ["1", dates[at] ?? "", amounts[at] ?? ""],
      })),
    );
    return { sure: one.sure(), formats: one.decide() };
  };
  const asks = (dates: string[], amounts: string[] = [], map?: string) =>
    expect(() => decided(dates, amounts, map)).toThrow(UnclearFormats);

  test.each([
    [["12/1/2010", "12/2/2010", "12/13/2010"], "mdy"],
    [["1/12/2010", "13/12/2010"], "dmy"],
    [["1/2/26", "1/31/26"], "mdy"],
    [["01/02/03", "31/12/24"], "dmy"],
    [["24/01/31", "24/02/01"], "ymd"],
    [["26-11-28"], "ymd"],
    [["1.2.2010", "2010-01-02"], "dmy"],
    [["13/11/2026 10:00"], "dmy"],
  ])("reads %j in the one order that fits", (dates, order) =>
    expect(decided(dates)).toMatchObject({ sure: true, formats: { dates: order } }),
  );

  test.each([
    [["1/2/2010", "3/4/2010"]],
    [["13/2/2010", "3/14/2010"]],
    [["01/02/03"]],
    [["1/2/24", "3/4/24"]],
    [["3/12/2026"]],
  ])("asks when %j fit in several orders or in none", (dates) => asks(dates));

  test("does as it is told when the mapping settles the order", () => {
    expect(decided(["1/2/2010"], [], "dates=mdy").formats.dates).toBe("mdy");
    expect(decided(["01/02/03"], [], "dates=ymd").formats.dates).toBe("ymd");
  });

  test("counts serial days from 1900 when from 1904 they would be in the future, else asks", () => {
    expect(decided(["45292", "45200.5"]).formats.serials).toBe("1900");
    asks(["40544"]);
    expect(decided(["40544"], [], "serials=1904").formats.serials).toBe("1904");
  });

  test.each([
    [["1,50", "2,75", "1.234"], "comma"],
    [["1,234", "12.50"], "point"],
    [["1,234", "1,234.50"], "point"],
    [["1.234", "1.234,-"], "comma"],
    [["€ 1.234", "€ 0,5"], "comma"],
    [["1,234", "1,23,456"], "point"],
    [["1.234", "1.234.567"], "comma"],
    [["1 234,567", "1,234"], "comma"],
    [["12", "7"], null],
    [["1,50", "2.50"], null],
  ])("finds the decimal mark of %j by the column as a whole", (amounts, mark) =>
    expect(decided([], amounts)).toMatchObject({
      sure: mark !== null || amounts[0] === "12" || amounts[0] === "1,50",
      formats: { decimals: mark },
    }),
  );

  test.each([
    [["1,234"]],
    [["1.234", "2.500", "12"]],
    [["$1,234", "($2,000)"]],
    [["1,234", "1.50", "1,50"]],
  ])("asks when %j can be read two ways", (amounts) => {
    asks([], amounts);
    expect(decided([], amounts, "decimals=point").formats.decimals).toBe("point");
  });

  test("knows thousands when the currency has no decimals", () => {
    expect(decided([], ["1,234", "1.500"], undefined, "JPY").formats.decimals).toBeNull();
  });
});
