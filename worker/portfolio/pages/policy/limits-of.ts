/** Reads the limits of numbers and texts out of a zod schema. */
import { z } from "zod";

/** Bounds of a number, or of a text's length. */
export type Limit = { kind: "number" | "text"; min: number; max: number; isWhole: boolean };

/** `suffix` tells the alternatives of a union apart: "@quantile". */
function* walk(schema: unknown, path: string[], suffix: string): Generator<[string, Limit]> {
  const name = path.join(".") + suffix;
  if (schema instanceof z.ZodNumber)
    yield [
      name,
      {
        kind: "number",
        min: schema.minValue ?? -Infinity,
        max: schema.maxValue ?? Infinity,
        isWhole: schema.isInt,
      },
    ];
  else if (schema instanceof z.ZodString)
    yield [
      name,
      { kind: "text", min: schema.minLength ?? 0, max: schema.maxLength ?? 10_000, isWhole: true },
    ];
  else if (schema instanceof z.ZodObject)
    for (const [key, inner] of Object.entries(schema.shape))
      yield* walk(inner, [...path, key], suffix);
  else if (schema instanceof z.ZodArray) yield* walk(schema.element, [...path, "*"], suffix);
  else if (schema instanceof z.ZodRecord) yield* walk(schema.valueType, [...path, "*"], suffix);
  else if (schema instanceof z.ZodOptional) yield* walk(schema.unwrap(), path, suffix);
  else if (schema instanceof z.ZodDiscriminatedUnion)
    for (const option of schema.options)
      if (option instanceof z.ZodObject) {
        const told = option.shape[schema.def.discriminator];
        yield* walk(option, path, told instanceof z.ZodLiteral ? `@${String(told.value)}` : suffix);
      }
}

/** Returns the limits of every number and text of a schema by its path. */
export const limitsOf = (schema: unknown): Record<string, Limit> =>
  Object.fromEntries(walk(schema, [], ""));
