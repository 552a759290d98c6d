import { describe, expect, test } from "vitest";
import { normalise } from "../../../shared/people/address.ts";
import { cautions, recipientCautions } from "../../../shared/people/caution.ts";
import type { CautionMessage, Known } from "../../../shared/people/caution.ts";
import {
  comparedAddresses,
  doubtedSpans,
  orderCautions,
} from "../../../shared/people/compared-addresses.ts";

const known: Known = {
  domains: ["harlow-marine.example"],
  names: [{ name: "Dana Whitfield", address: "dana@harlow-marine.example" }],
};
const from = (name: string, address: string, replyTo = address): CautionMessage => ({
  from: { name, address },
  replyTo: [{ name: null, address: replyTo }],
});
const posing = from("Dana Whitfield", "dana@harlow-rnarine.example");
/** Messages that each give another caution first. */
const messages = [
  posing,
  from("dana@harlow-marine.example", "x@evil.example"),
  from("Dana Whitfield", "dana@gmail.com"),
  from("Kim", "kim@kestrel.example", "kim@elsewhere.example"),
];

describe("comparedAddresses", () => {
  test("gives two different addresses or domains when a caution is any that there is", () => {
    const all = [
      ...messages.flatMap((message) => cautions(message, known)),
      ...recipientCautions(
        { name: "dana@harlow-marine.example", address: "x@evil.example" },
        known,
      ),
    ];
    expect(new Set(all.map(({ code }) => code)).size).toBe(5);
    for (const caution of all) {
      const { theirs, expected } = comparedAddresses(caution);
      expect(theirs).not.toBe(expected);
      for (const one of [theirs, expected])
        expect(normalise(one.includes("@") ? one : `a@${one}`), one).not.toBeNull();
    }
  });
});

test("orderCautions puts the look-alike first when a person has several", () =>
  expect(orderCautions(cautions(posing, known).toReversed()).map(({ code }) => code)).toEqual([
    "look_alike_domain",
    "known_name_new_address",
  ]));

describe("doubtedSpans", () => {
  const marked = (address: string, message: CautionMessage) =>
    doubtedSpans(address, cautions(message, known)).map(({ start, end }) =>
      address.slice(start, end),
    );

  test("are the differing letters when the domain looks like another", () =>
    expect(marked("dana@harlow-rnarine.example", posing)).toEqual(["rn", "rn"]));

  test("are the whole domain when it has little in common with the known one", () =>
    expect(marked("dana@gmail.com", messages[2]!)).toEqual(["gmail.com"]));

  test("are none when the caution is about another address", () =>
    expect(marked("kim@kestrel.example", messages[3]!)).toEqual([]));
});
