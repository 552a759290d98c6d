import { expect, test } from "vitest";
import { readings, together } from "../../../extension/mail/reading/readings.ts";
import { pageAt } from "./page.ts";

const page = pageAt("<main></main>", "https://mail.example/");
const counted = () => {
  let times = 0;
  return {
    seek: () => {
      times++;
      return page.querySelector("main");
    },
    times: () => times,
  };
};

test("a part of a page is sought once when several facts of one reading want it, and anew in the next", () => {
  const { once } = readings();
  const { seek, times } = counted();
  const part = once("main", seek);
  together(() => {
    part(page);
    together(() => part(page));
    part(page);
  });
  expect(times()).toBe(1);
  together(() => part(page));
  part(page);
  part(page);
  expect(times()).toBe(4);
});

test("a part is forgotten when its reading fails", () => {
  const { once } = readings();
  const { seek, times } = counted();
  const part = once("main", seek);
  expect(() =>
    together(() => {
      part(page);
      throw new Error("the page is broken");
    }),
  ).toThrow("the page is broken");
  part(page);
  expect(times()).toBe(2);
});

test("a part of one site is not another's when both have the name", () => {
  const one = readings().once("thread", () => page.querySelector("main"));
  const other = readings().once("thread", () => null);
  together(() => {
    expect(one(page)).not.toBeNull();
    expect(other(page)).toBeNull();
  });
});
