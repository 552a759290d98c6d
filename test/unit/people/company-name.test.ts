import { describe, expect, test } from "vitest";
import { companyName } from "../../../shared/people/company-name.ts";

describe("companyName", () => {
  test.each([
    ["dana@harlow-marine.example", "Harlow Marine"],
    ["dana@mail.harlow-marine.co.uk", "Harlow Marine"],
    ["info@BLUE_SKY.example", "Blue Sky"],
    ["kontakt@xn--bcher-kva.example", "Bücher"],
    ["wang@3m.example", "3m"],
  ])("is the registered label's words when %s writes", (address, name) =>
    expect(companyName(address)).toBe(name),
  );

  test.each(["dana@gmail.com", "dana@mail.yahoo.co.uk", "dana@vip.qq.com", "no address"])(
    "is unknown when %s writes",
    (address) => expect(companyName(address)).toBeNull(),
  );
});
