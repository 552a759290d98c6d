/** The name of whom a log is for, as several customers, strangers and colleagues are shown. */
import { expect, test } from "vitest";
import { whomOf } from "../../../../extension/panel/log/whom.ts";
import type { PanelState, Person } from "../../../../extension/panel/state.ts";
import { colleagues, dana, person, wang } from "../../../gallery/cards.ts";

const among = (people: Person[], address = dana.address) =>
  whomOf({ people } as PanelState, address);
const workshop = person("workshop@harlow-marine.example", null, { card: dana.card });

test("whomOf names the customer shown when another customer is there too", () => {
  expect(among([dana, wang])).toBe("Harlow Marine");
  expect(among([dana, wang], wang.address)).toBe(wang.card?.customer.name ?? "王小明");
});

test("whomOf names nobody when all customers' people are one customer's, or strangers", () => {
  const stranger = person("x@else.example", "Alex");
  expect(among([dana])).toBeNull();
  expect(among([dana, workshop, stranger, ...colleagues])).toBeNull();
  expect(among([dana, wang, stranger], stranger.address)).toBeNull();
});
