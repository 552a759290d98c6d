/** Scales of the charts beside d3-scale's, whose figures they must give. */
import { scaleBand, scaleLinear, scaleLog } from "d3-scale";
import fc from "fast-check";
import { expect, test } from "vitest";
import { linearScale, logScale, spreadBands } from "../../../../shared/ui/charts/scales.ts";

const figure = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value || 0);
const pixel = fc.integer({ min: 0, max: 2000 });
const pixels = fc.tuple(pixel, pixel);
const count = fc.integer({ min: 2, max: 8 });
/** Ends that a chart can show: apart by more than the figures' own rounding. */
const ends = fc
  .tuple(figure, figure)
  .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)])
  .filter(([from, to]) => to - from > 1e-6);

test("linearScale gives the pixels and the ticks of d3-scale when its ends are as given", () => {
  fc.assert(
    fc.property(ends, pixels, figure, count, (domain, range, value, ticks) => {
      const [ours, theirs] = [linearScale(domain, range), scaleLinear(domain, range)];
      expect(ours(value)).toBeCloseTo(theirs(value), 4);
      expect(ours.ticks(ticks)).toEqual(theirs.ticks(ticks));
    }),
  );
});

test("linearScale ends where d3-scale does when it is rounded from whole figures", () => {
  const whole = fc.tuple(fc.integer(), fc.nat()).map(([from, most]) => [from, from + most + 1]);
  fc.assert(
    fc.property(whole, pixels, count, ([from = 0, to = 1], range, ticks) => {
      const theirs = scaleLinear([from, to], range).nice(ticks);
      const ours = linearScale([from, to], range, ticks);
      // Neither tells -0 from 0.
      expect(ours.domain.map((end) => end + 0)).toEqual(theirs.domain().map((end) => end + 0));
    }),
  );
});

test("linearScale holds its ends and has ticks there when it is rounded", () => {
  fc.assert(
    fc.property(ends, pixels, count, (domain, range, many) => {
      const scale = linearScale(domain, range, many);
      const ticks = scale.ticks(many);
      expect(scale.domain[0]).toBeLessThanOrEqual(domain[0]);
      expect(scale.domain[1]).toBeGreaterThanOrEqual(domain[1]);
      expect([ticks[0], ticks.at(-1)]).toEqual([...scale.domain]);
    }),
  );
});

test("linearScale puts every figure in the middle when its ends are one", () => {
  expect(linearScale([3, 3], [10, 30])(3)).toBe(20);
});

test("logScale gives the pixels of d3-scale when ends and figure are above zero", () => {
  const positive = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(
      positive,
      fc.double({ min: 1.5, max: 1e6, noNaN: true }),
      pixels,
      positive,
      (...of) => {
        const [from, ratio, range, value] = of;
        const domain: [number, number] = [from, from * ratio];
        expect(logScale(domain, range)(value)).toBeCloseTo(scaleLog(domain, range)(value), 4);
      },
    ),
  );
});

test("spreadBands gives the places of d3-scale when there are any", () => {
  const padding = fc.double({ min: 0, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), pixel, padding, (many, width, free) => {
      const ours = spreadBands(many, [40, 40 + width], free);
      const indices = Array.from({ length: many }, (_, index) => index);
      const theirs = scaleBand(indices, [40, 40 + width]).padding(free);
      expect(ours.width).toBeCloseTo(theirs.bandwidth(), 6);
      expect(ours.step).toBeCloseTo(theirs.step(), 6);
      for (const index of indices) expect(ours.start(index)).toBeCloseTo(theirs(index) ?? NaN, 6);
    }),
  );
});
