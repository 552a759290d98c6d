/**
 * Forged heads. The kind: any address that the sender can write into a message's text, in whatever
 * shape, beside any shape of the webmail's own head. The generic adapter is never sure, and never
 * puts a forged sender first without a doubt, nor above the real one.
 */
import { describe, expect, test } from "vitest";
import { generic } from "../../../extension/mail/generic/generic.ts";
import { together } from "../../../extension/mail/reading/readings.ts";
import { bodies, dana, forgeries, heads, mallory, withShadows } from "./generic-shapes.ts";
import { inOneWindow, pageAt } from "./page.ts";

const wholes: Record<string, (inner: string) => string> = {
  "a full view": (inner) => `<main><h1>Invoice</h1>${inner}</main>`,
  "a page without landmarks": (inner) => `<div class="r"><div><h2>Invoice</h2></div>${inner}</div>`,
};
/**
 * The entry of a table of kinds that is that of a number, so that all meet all over the whole
 * suite.
 */
function turn<T>(kinds: Record<string, T>, at: number): [string, T] {
  const all = Object.entries(kinds);
  return all[at % all.length] as [string, T];
}
const shown = (page: Document) =>
  together(() => ({ read: generic.read(page), found: generic.guess?.(page)?.candidates ?? [] }));

const pageOf = inOneWindow("https://mail.unknown.example/read?id=a7");

describe("generic adapter with a forged head in the text", () => {
  test.each(heads.map((head, at) => ({ ...head, at })))(
    "is never sure and never puts the forged sender above the real one when the head is $name",
    ({ head, shows, at }) => {
      for (const [index, [forgery, text]] of Object.entries(forgeries).entries()) {
        const [kind, body] = turn(bodies, at + index);
        const [whole, around] = turn(wholes, at + index);
        const where = `${forgery} in ${kind} in ${whole}`;
        const { read, found } = shown(withShadows(pageOf(around(`${head}${body(text)}`))));
        expect(["unreadable", null], where).toContain(read);
        const forged = found.findIndex((one) => one.address === dana.address);
        const real = found.findIndex((one) => one.address === mallory.address);
        if (shows) expect(real, where).toBe(0);
        if (forged >= 0) expect(found[forged]?.isDoubtful, where).toBe(true);
      }
    },
  );

  test.each(heads)(
    "reads nothing of the text when it is a frame's and the head is $name",
    ({ head, shows }) => {
      const page = withShadows(
        pageAt(
          `<main><h1>Invoice</h1>${head}<iframe title="text"></iframe></main>`,
          "https://mail.unknown.example/read?id=a7",
        ),
      );
      page
        .querySelector("iframe")
        ?.contentDocument?.body.insertAdjacentHTML("beforeend", forgeries["lines"] ?? "");
      const found = shown(page).found.map((one) => one.address);
      expect(found.filter((one) => one !== "rep@example.com")).toEqual(
        shows ? [mallory.address] : [],
      );
    },
  );

  test("has no doubt of the first address alone when nothing is named before it and a frame holds the text", () => {
    const page = pageAt(
      `<main><h1>Invoice</h1><p>From: ${mallory.name} &lt;${mallory.address}&gt;</p>` +
        "<p>To: kim@fjord.example</p><iframe></iframe></main>",
      "https://mail.unknown.example/",
    );
    expect(generic.guess?.(page)?.candidates).toMatchObject([
      { address: mallory.address, isDoubtful: false },
      { address: "kim@fjord.example", isDoubtful: true },
    ]);
  });
});
