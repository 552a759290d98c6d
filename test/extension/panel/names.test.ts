import { expect, test } from "vitest";
import { displayName, domainOf } from "../../../extension/panel/names.ts";
import { dana, harlow, person } from "../../gallery/cards.ts";

test("displayName prefers our books to what the mail claims", () => {
  expect(displayName({ ...dana, name: "Somebody Else" })).toBe("Dana Whitfield");
  expect(displayName(person("a@b.example", null))).toBe("a@b.example");
  expect(displayName(person("a@b.example", "Al", { card: { ...harlow, contact: null } }))).toBe(
    "Al",
  );
});
test("domainOf is what follows the last at sign", () => {
  expect(domainOf(person('"odd@name"@harlow.example', null))).toBe("harlow.example");
});
test("displayName and domainOf show an international address as people read it when it is known", () => {
  const international = person("dana@xn--bcher-kva.example", null, {
    shown: "dana@bücher.example",
  });
  expect([displayName(international), domainOf(international)]).toEqual([
    "dana@bücher.example",
    "bücher.example",
  ]);
});
