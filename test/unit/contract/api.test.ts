import type { ExtractSchema } from "hono/types";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Api, RouteName } from "../../../shared/contract/api.ts";
import * as routes from "../../../shared/contract/routes.ts";

type Schema = ExtractSchema<Api>;
type MethodsOf<Path extends keyof Schema> = Extract<keyof Schema[Path], `$${string}`>;
type Called = {
  [Path in keyof Schema]: MethodsOf<Path> extends `$${infer Method}`
    ? `${Uppercase<Method>} ${Path & string}`
    : never;
}[keyof Schema];

describe("the typed client", () => {
  test("has every route and no other when the type checker compares it with the contract", () => {
    expectTypeOf<Called>().toEqualTypeOf<RouteName>();
    expectTypeOf<"PUT /v1/policy">().toExtend<Called>();
    expectTypeOf<"PATCH /v1/policy">().not.toExtend<Called>();
    expectTypeOf<keyof typeof routes>().toEqualTypeOf<ExportOf<RouteName>>();
  });

  test("finds a route in each export of the contract when it reads them", () => {
    const names = Object.values(routes).map(
      (route) => `${route.method.toUpperCase()} ${route.getRoutingPath()}`,
    );
    expect(new Set(names).size).toBe(Object.keys(routes).length);
  });
});

type Routes = typeof routes;
/** Exports whose name is in a union: all of them, where none was left out of it. */
type ExportOf<Name> = {
  [Key in keyof Routes]: Routes[Key] extends { method: infer M extends string; path: string }
    ? `${Uppercase<M>} ${ReturnType<Routes[Key]["getRoutingPath"]>}` extends Name
      ? Key
      : never
    : never;
}[keyof Routes];
