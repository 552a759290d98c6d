/** Types of what a call of the API takes and answers, by its method and path, from the contract. */
import type { ExtractSchema } from "hono/types";
import type { Api } from "../../shared/contract/api.ts";
import type { ErrorBody } from "../../shared/contract/errors.ts";

type Schema = ExtractSchema<Api>;
type Pattern = keyof Schema & string;
export type Method = "GET" | "POST" | "PUT";

/** A pattern with anything in the place of its parameters. */
type Filled<Path extends string> = Path extends `${infer Before}/:${string}/${infer After}`
  ? `${Before}/${string}/${Filled<After>}`
  : Path extends `${infer Before}/:${string}`
    ? `${Before}/${string}`
    : Path;
/** The pattern that a path fits, itself before one with parameters. */
type PatternOf<Path extends string> = Path extends Pattern
  ? Path
  : { [One in Pattern]: Path extends Filled<One> ? One : never }[Pattern];
type Endpoint<M extends Method, Path extends string> =
  Schema[PatternOf<Path>] extends Record<`$${Lowercase<M>}`, infer Found> ? Found : never;

export type Path<M extends Method> = {
  [One in Pattern]: Schema[One] extends Record<`$${Lowercase<M>}`, unknown> ? Filled<One> : never;
}[Pattern];
export type Body<M extends Method, P extends string> =
  Endpoint<M, P> extends { input: { json: infer Json } } ? Json : undefined;
export type Answer<M extends Method, P extends string> =
  Endpoint<M, P> extends { output: infer Output } ? Exclude<Output, ErrorBody> : never;
