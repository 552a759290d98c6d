import { describe, expect, test } from "vitest";
import { findColumns, needColumns, plainName, readMapping, UnclearColumns } from "../../../worker/jobs/import/columns.ts";
import { judge, UnclearFormats } from "../../../worker/jobs/import/formats.ts";
import { transactions } from "../../../worker/jobs/import/kinds/transactions.ts";

const { fields, needs } = transactions;
const found = (header: string[], map?: string) => Object.fromEntries(findColumns(header, fields, readMapping(map, fields)));

describe("findColumns", () => {
  test("finds the fields when headers are those of a retail export", () => {
    expect(found(["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]))
      .toEqual({ order: [0], quantity: [3], date: [4], unitPrice: [5], customer: [6] });
  });

  test("finds the fields when headers are Chinese", () => {
    expect(found(["订单号", "客户编号", "下单时间", "金额", "品类"])).toEqual({ order: [0], customer: [1], date: [2], amount: [3], category: [4] });
  });

  test.each(["Order ID", "order_id", "ORDER-ID", "orderId", " Order  Id "])("takes %j for the order when it is a header", (header) => {
    expect(found([header])).toEqual({ order: [0] });
  });

  test("follows the mapping when it names headers", () => {
    expect(found(["Ref", "Who", "Booked on", "Q", "P"], "order=Ref, customer=Who,occurred at=Booked on,amount=Q*P"))
      .toEqual({ order: [0], customer: [1], date: [2], amount: [3, 4] });
  });

  test.each(["order", "colour=Ref", "order=Nowhere", "dates=ymd", "customer=Ref*Ref"])("refuses the mapping when it is %j", (map) => {
    expect(() => found(["Ref"], map)).toThrow(UnclearColumns);
  });
});

describe("needColumns", () => {
  test("names the fields and the file's headers when a needed one is missing", () => {
    const header = ["InvoiceNo", "When", "Total"];
    const columns = findColumns(header, fields, readMapping(undefined, fields));
    expect(() => needColumns(columns, header, ...needs)).toThrow(/customer.*InvoiceNo, When, Total/s);
  });
});

describe("plainName", () => {
  test("is one when names differ in case, spaces and width", () => {
    expect(new Set(["Unit Price", "unit_price", "ＵｎｉｔＰｒｉｃｅ", "unit-price"].map(plainName)).size).toBe(1);
  });
});

describe("judge", () => {
  const decided = (dates: string[], amounts: string[] = [], separator: "," | ";" = ",", map?: string) => {
    const mapping = readMapping(map, fields);
    const one = judge(fields, findColumns(["order", "date", "amount"], fields, mapping), mapping, separator);
    one.see(Array.from({ length: Math.max(dates.length, amounts.length) }, (_, at) => ({ line: at + 2, cells: ["1", dates[at] ?? "", amounts[at] ?? ""] })));
    return { sure: one.sure(), formats: one.decide() };
  };

  test("reads month first when one row shows it", () => {
    expect(decided(["12/1/2010", "12/2/2010", "12/13/2010"])).toEqual({ sure: true, formats: { dates: "mdy", decimals: "point" } });
  });

  test("reads day first when one row shows it", () => {
    expect(decided(["1/12/2010", "13/12/2010"]).formats.dates).toBe("dmy");
  });

  test("asks when no row shows the order, and when rows contradict each other", () => {
    expect(() => decided(["1/2/2010", "3/4/2010"])).toThrow(UnclearFormats);
    expect(() => decided(["13/2/2010", "3/14/2010"])).toThrow(UnclearFormats);
  });

  test("does as it is told when the mapping settles the order", () => {
    expect(decided(["1/2/2010"], [], ",", "dates=mdy").formats.dates).toBe("mdy");
  });

  test("takes the decimal mark of the majority, or the separator's usual one when none shows", () => {
    expect(decided([], ["1,50", "2,75", "1.234"]).formats.decimals).toBe("comma");
    expect(decided([], ["1,234"]).formats.decimals).toBe("point");
    expect(decided([], ["1.234"], ";").formats.decimals).toBe("comma");
    expect(decided([], ["1.5"], ";").formats.decimals).toBe("point");
  });
});
