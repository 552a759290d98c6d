/**
 * Scales from figures to pixels. d3-scale's also blend colours and write numbers in English: 9 kB
 * more, gzipped, for what no chart uses.
 */
import { nice, ticks } from "d3-array";

type Ends = readonly [from: number, to: number];

/** A scale: the pixel of each figure. */
export type Scale = {
  (value: number): number;
  readonly domain: Ends;
  readonly range: Ends;
};

/** A scale along which equal differences are equally long. */
export type LinearScale = Scale & {
  /** Returns about `count` round values within the scale. */
  ticks(count: number): number[];
};

/** Returns the pixel of each share of a range. */
const along = ([first, last]: Ends, share: number) => first * (1 - share) + last * share;

/** Returns a linear scale; `rounds`, where given, widens it to round ends as for so many ticks. */
export function linearScale(ends: Ends, range: Ends, rounds?: number): LinearScale {
  const domain = rounds === undefined ? ends : nice(...ends, rounds);
  const [from, to] = domain;
  // Ends that are one leave nothing to tell apart: all is in the middle.
  const scale = (value: number) => along(range, to === from ? 0.5 : (value - from) / (to - from));
  return Object.assign(scale, { domain, range, ticks: (count: number) => ticks(from, to, count) });
}

/** Returns a scale along which equal ratios are equally long; both ends are above zero. */
export function logScale(domain: Ends, range: Ends): Scale {
  const [from, to] = domain;
  const scale = (value: number) => along(range, Math.log(value / from) / Math.log(to / from));
  return Object.assign(scale, { domain, range });
}

/** Places of `count` bands over a range. */
export type Bands = {
  /** Pixels of each, and from the start of one to the start of the next. */
  width: number;
  step: number;
  start(index: number): number;
};

/** Spreads bands evenly; `padding` is the share of a step that is left free, also at both ends. */
export function spreadBands(count: number, [first, last]: Ends, padding: number): Bands {
  const step = (last - first) / Math.max(1, count + padding);
  return {
    width: step * (1 - padding),
    step,
    start: (index) => first + step * (padding + index),
  };
}
