import { describe, expect, test } from "vitest";
import type { CardAnswer, Impersonated } from "../../../shared/contract/answers.ts";
import { judge, knownFrom, type Doubtful } from "../../../extension/sync/judged.ts";
import { harlow } from "../../gallery/cards.ts";

const hint: Impersonated = {
  lookAlike: { domain: "harlow-marine.com" },
  knownName: { name: "Dana Harlow", address: "dana@harlow-marine.com" },
};
const one = (address: string, name: string | null = null) => ({ address, name });
const open = (part: Partial<Doubtful>): Doubtful => ({
  wrote: [],
  replyTo: [],
  writtenTo: [],
  ...part,
});
const told = (
  people: string[],
  part: Partial<Doubtful>,
  seen: CardAnswer[] = [],
  hints: Impersonated[] = [hint],
) => judge(people, open(part), knownFrom(seen, hints, ["regards.example"]));
const codes = (
  people: string[],
  part: Partial<Doubtful>,
  seen?: CardAnswer[],
  hints?: Impersonated[],
) => told(people, part, seen, hints).map(({ cautions }) => cautions.map((caution) => caution.code));

describe("judge", () => {
  test("doubts the sender alone by what the Worker said when no customer was seen", () => {
    expect(
      codes(["dana@harlow-rnarine.com", "x@harlow-rnarine.com"], {
        wrote: [one("Dana+a@Harlow-Rnarine.com", "Dana Harlow")],
      }),
    ).toEqual([["look_alike_domain", "known_name_new_address"], []]);
  });

  test("doubts the sender by the customers seen and by own domains when the Worker has not answered", () => {
    const seen: CardAnswer = {
      address: "kim@kestrel-foods.example",
      status: "customer",
      card: { ...harlow, contact: { id: "c", name: "Kim Okafor" } },
    };
    expect(
      codes(
        ["kim@kestrel-food.example"],
        { wrote: [one("kim@kestrel-food.example", "Kim Okafor")] },
        [seen],
        [],
      ),
    ).toEqual([["look_alike_domain", "known_name_new_address"]]);
    expect(codes(["x@regard.example"], { wrote: [one("x@regard.example")] }, [], [])).toEqual([
      ["look_alike_domain"],
    ]);
    expect(
      codes(
        ["kim@kestrel-food.example"],
        { wrote: [one("kim@kestrel-food.example", "Kim Okafor")] },
        [{ ...seen, status: "unknown" }],
        [],
      ),
    ).toEqual([[]]);
  });

  test("doubts recipients when a message is composed, and those of an answer beside the sender", () => {
    expect(
      codes(["dana@harlow-marine.com", "kim@harlow-marin.com"], {
        writtenTo: [
          one("dana@harlow-marine.com"),
          one("kim@harlow-marin.com", "dana@harlow-marine.com"),
        ],
      }),
    ).toEqual([[], ["goes_to_other_address", "look_alike_domain"]]);
    expect(
      codes(["tom@kestrel.example", "t@evil.example", "x@harlow-marne.com"], {
        wrote: [one("tom@kestrel.example")],
        replyTo: [one("t@evil.example")],
        writtenTo: [one("t@evil.example"), one("x@harlow-marne.com")],
      }),
    ).toEqual([["reply_to_elsewhere"], [], ["look_alike_domain"]]);
  });

  test("doubts who is answered to as a sender when a form or a group of ours passed their message on", () => {
    const form = {
      wrote: [one("noreply@regards.example", "Website")],
      replyTo: [one("dana@harlow-rnarine.com", "Dana Harlow")],
    };
    expect(codes(["dana@harlow-rnarine.com", "noreply@regards.example"], form)).toEqual([
      ["look_alike_domain", "known_name_new_address"],
      [],
    ]);
    expect(
      codes(["dana@harlow-marine.com"], {
        ...form,
        replyTo: [one("dana@harlow-marine.com", "Dana Harlow")],
      }),
    ).toEqual([[]]);
  });

  test("tells addresses as people read them and the company's likely name when nobody is in doubt", () => {
    expect(told(["dana@xn--bcher-kva.example", "dana@gmail.com"], {})).toEqual([
      { shown: "dana@bücher.example", company: "Bücher", cautions: [] },
      { shown: "dana@gmail.com", company: null, cautions: [] },
    ]);
  });
});
