// @vitest-environment jsdom
/** Parts that panel and portfolio share, in an application that is neither. */
import { render, type ComponentChild } from "preact";
import { expect, test } from "vitest";
import type { Explanation } from "../../../shared/contract/card.ts";
import { ExplanationTable } from "../../../shared/ui/explanation-table.tsx";
import { TierBadge } from "../../../shared/ui/tier-badge.tsx";
import { ScoreChange, ScoreTrack, TrustBook, TrustFigure } from "../../../shared/ui/trust.tsx";
import { WordingContext, type Wording } from "../../../shared/ui/wording.ts";

const wording: Wording = {
  t: (key) => `[${key}]`,
  number: (value, digits = 0) => value.toFixed(digits),
  signed: (value, digits) => (value > 0 ? "+" : "") + value.toFixed(digits),
  decimals: 2,
  exactMoney: (major, digits) => `£${major.toFixed(digits)}`,
  money: (minor) => `£${(minor / 100).toFixed(2)}`,
  percent: (share) => `${Math.round(share * 100)}%`,
  day: (iso) => iso.slice(0, 10),
  moment: (iso) => iso.slice(11, 16),
  due: (date) => date,
};
const shown = (part: ComponentChild) => {
  render(<WordingContext.Provider value={wording}>{part}</WordingContext.Provider>, document.body);
  return document.body;
};
const trust = { high: null, low: null, change: null, dimensions: [], explanation: null };

test("TierBadge has the tier's name and colours", () => {
  expect(shown(<TierBadge tier="high" />).innerHTML).toBe(
    '<span class="tier high">[codes.tier.high]</span>',
  );
});

test("TierBadge says that they were of a tier, in no colour, when they have left", () => {
  expect(shown(<TierBadge tier="high" former />).innerHTML).toBe(
    '<span class="tier former">[codes.tier.former_high]</span>',
  );
});

test("ScoreTrack is dashed when there is no score", () => {
  const body = shown(<ScoreTrack score={null} low={null} high={null} />);
  expect(body.querySelector(".track.none")).not.toBeNull();
  expect(body.querySelector(".dot")).toBeNull();
});

test("ScoreTrack draws the interval as a band and the score as a dot when they are known", () => {
  const body = shown(<ScoreTrack score={72} low={64} high={80} />);
  const style = (part: string) => body.querySelector(part)?.getAttribute("style");
  expect(style(".band")).toMatch(/inset-inline-start: 64%; width: 16%/);
  expect(style(".dot")).toMatch(/inset-inline-start: 72%/);
});

test("ScoreChange names the direction and the points when a score moved", () => {
  expect(shown(<ScoreChange change={-3.6} />).textContent).toBe("▼ [panel.trust.down] 4");
});

test("TrustFigure has the score's number and word", () => {
  const body = shown(<TrustFigure side={{ ...trust, score: 72 }} word="good" />);
  expect(body.textContent).toBe("72 [panel.trust.words.good]");
});

test("TrustBook says what the figure starts from, and how far questions agree where it is known", () => {
  const sentences = ({ fitted = false, alpha }: { fitted?: boolean; alpha: number | null }) => {
    const book = { questionnaires: 12, fitted, items: 4, complete: 12, alpha };
    const body = shown(<TrustBook book={book} />);
    return [...body.querySelectorAll("p")].map((line) => line.textContent);
  };
  expect(sentences({ alpha: null })).toEqual([
    "[panel.trust.startUnknown]",
    "[panel.trust.oneQuestion]",
  ]);
  expect(sentences({ fitted: true, alpha: 0.86 })).toEqual([
    "[panel.trust.start]",
    "[panel.trust.agree]",
    "[panel.trust.oneQuestion]",
  ]);
  expect(sentences({ fitted: true, alpha: 0.5 })[1]).toBe("[panel.trust.disagree]");
});

const explanation = {
  base: 5000,
  factors: [
    { code: "orders", points: 10_050, parameters: {} },
    { code: "silence", points: -2_025, parameters: {} },
  ],
  evidence: 3,
} as unknown as Explanation;

test("ExplanationTable shows amounts in the book's currency when a value is explained", () => {
  const cells = shown(<ExplanationTable explanation={explanation} kind="value" />);
  expect([...cells.querySelectorAll("td:not(.bars)")].map((cell) => cell.textContent)).toEqual([
    "£50",
    "£100",
    "£-20",
    "£130",
  ]);
});

test("ExplanationTable has no total when a sum says nothing", () => {
  const body = shown(<ExplanationTable explanation={explanation} kind="type" />);
  expect(body.querySelector("tfoot")).toBeNull();
});

test("a shared part says what is missing when no application gives it words", () => {
  expect(() => render(<TierBadge tier="low" />, document.createElement("div"))).toThrow(
    "WordingContext",
  );
});
