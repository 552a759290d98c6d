/** Whose draft it is: text for one person goes into no mail to others. */
import { describe, expect, test } from "vitest";
import { isDraftTo } from "../../../../extension/panel/draft/use-draft.ts";
import type { Card } from "../../../../shared/contract/card.ts";

const cardOf = (id: string) => ({ customer: { id } }) as Card;
const dana = { address: "dana@harlow.example", card: cardOf("c-1") };

describe("isDraftTo", () => {
  test("is true when the draft goes to the address of the person", () => {
    const draft = { recipients: [dana.address, "tom@kestrel.example"], customerIds: [] };
    expect(isDraftTo(draft, { ...dana, card: null })).toBe(true);
  });

  test("is true when it goes to somebody else of the same customer", () => {
    expect(isDraftTo({ recipients: ["ops@harlow.example"], customerIds: ["c-1"] }, dana)).toBe(
      true,
    );
  });

  test("is true when it has no recipients yet", () => {
    expect(isDraftTo({ recipients: [], customerIds: [] }, dana)).toBe(true);
  });

  test("is false when it goes to another customer", () => {
    expect(isDraftTo({ recipients: ["tom@kestrel.example"], customerIds: ["c-2"] }, dana)).toBe(
      false,
    );
  });
});
