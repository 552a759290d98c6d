/**
 * Facts that code finds beside a description where a page shows nothing: its script's settings, its
 * address in parts, the answers of its server.
 */
import type { TextWay } from "../../../shared/contract/webmail.ts";
import { nameOf, taken, textSignals, type Scope } from "./description-signals.ts";
import type { Signal } from "../reading/signals.ts";
import { line } from "../reading/text.ts";

/**
 * By the names that a description may ask for, as `at` ":code(name)"; a description can name no
 * other.
 */
export type Code = ReadonlyMap<string, (page: Document) => string | null>;

/** As `textSignals`, with what code finds among the ways. */
export function textsWith(
  code: Code,
  ways: readonly TextWay[],
  scope: Scope,
  bodies: string,
  tidied: (text: string) => string | null = (text) => text,
): Signal<string>[] {
  return ways.flatMap((way) => {
    const name = /^:code\((.+)\)$/.exec(way.at)?.[1];
    if (name === undefined) return textSignals([way], scope, bodies, tidied);
    const read = (page: Document) => {
      const text = taken(line(code.get(name)?.(page)), way.take);
      return text === null ? null : tidied(text);
    };
    return [{ name: nameOf(way), read }];
  });
}
