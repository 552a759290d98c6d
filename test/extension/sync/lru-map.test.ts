/** The one bounded map of the extension, against a list that is searched and cut. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { LruMap } from "../../../extension/sync/lru-map.ts";

const step = fc.oneof(
  fc.record({
    do: fc.constant("set" as const),
    key: fc.constantFrom("a", "b", "c", "d", ""),
    value: fc.nat(9),
  }),
  fc.record({
    do: fc.constantFrom("get" as const, "delete" as const),
    key: fc.constantFrom("a", "b", "c", "d", ""),
    value: fc.constant(0),
  }),
);

test("LruMap holds what a list cut at its old end holds when entries and sizes are bounded", () => {
  fc.assert(
    fc.property(
      fc.array(step),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 20 }),
      (steps, entries, size) => {
        const map = new LruMap<string, number>({ entries, size, sizeOf: (value) => value });
        let model: [string, number][] = [];
        for (const one of steps) {
          const found = model.find(([key]) => key === one.key);
          model = model.filter(([key]) => key !== one.key);
          if (one.do === "get") {
            expect(map.get(one.key)).toBe(found?.[1]);
            if (found !== undefined) model.push(found);
          } else if (one.do === "delete") expect(map.delete(one.key)).toBe(found !== undefined);
          else {
            model.push([one.key, one.value]);
            const gone: string[] = [];
            while (
              model.length > 1 &&
              (model.length > entries || model.reduce((sum, [, value]) => sum + value, 0) > size)
            ) {
              gone.push(...model.splice(0, 1).map(([key]) => key));
            }
            expect(map.set(one.key, one.value)).toEqual(gone);
          }
          expect(map.entries()).toEqual(model);
        }
      },
    ),
  );
});
