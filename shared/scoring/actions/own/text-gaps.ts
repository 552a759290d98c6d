/** Gaps that a text for the customer may have, `{name}`; each is filled when it is copied. */

/**
 * `name`: of the person written to. `company`: of the customer. `me`: of who copies it. `days`: of
 * the reason to act; for an own action since the last purchase. `category`: that they may buy next.
 */
export const textGaps = ["name", "company", "me", "days", "category"] as const;
export type TextGap = (typeof textGaps)[number];

const isGap = (name: string): name is TextGap => textGaps.some((one) => one === name);

/** Returns the gaps of a text that nothing fills. */
export const unknownGaps = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name).filter((name) => !isGap(name));

/** Cuts a text at its gaps: texts and, as a list of one, names of gaps. */
export const partsOf = (text: string): (string | [TextGap])[] =>
  text
    .split(/\{(\w+)\}/)
    .map((part, at): string | [TextGap] => (at % 2 === 1 && isGap(part) ? [part] : part))
    .filter((part) => part !== "");
