/** Settings of a policy by path, how two policies differ, and changes put onto another policy. */
import type { PolicySettings } from "../../../../shared/contract/requests.ts";

export type Value = number | string | boolean | undefined;
/** A setting that differs; undefined where an entry of a list is on one side alone. */
export type Change = { path: string; before: Value; after: Value };
type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Entries of a list go by their key: `actions.catalogue.win_back.effort`. */
const isEntry = (value: unknown): value is Tree & { key: string } =>
  isTree(value) && typeof value["key"] === "string";

function inner(from: unknown, step: string): unknown {
  if (Array.isArray(from)) return from.find((one) => isEntry(one) && one.key === step);
  return isTree(from) ? from[step] : undefined;
}

/** Returns what stands at a path; undefined where nothing does. */
export const valueAt = (settings: PolicySettings, path: string): unknown =>
  path.split(".").reduce<unknown>(inner, settings);

function withInner(from: unknown, [step = "", ...rest]: string[], value: unknown): unknown {
  const next = rest.length === 0 ? value : withInner(inner(from, step), rest, value);
  if (!Array.isArray(from)) return { ...(isTree(from) ? from : {}), [step]: next };
  const isThere = inner(from, step) !== undefined;
  if (next === undefined) return from.filter((one) => !(isEntry(one) && one.key === step));
  return isThere
    ? from.map((one: unknown) => (isEntry(one) && one.key === step ? next : one))
    : [...from, next];
}

/** Returns settings with another value at a path; undefined takes an entry out of its list. */
export const withValue = (settings: PolicySettings, path: string, value: unknown): PolicySettings =>
  withInner(settings, path.split("."), value) as PolicySettings;

/** Lists whose entries are one value each: own actions, texts, labels. */
const wholeLists = ["actions.own", "actions.texts", "tier.labels"];

/** Values by path, entries of lists by their key; those of whole lists as JSON. */
function* leaves(value: unknown, path: string): Generator<[string, Value]> {
  const below = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (wholeLists.includes(path) && Array.isArray(value)) {
    for (const one of value) if (isEntry(one)) yield [below(one.key), JSON.stringify(one)];
  } else if (Array.isArray(value)) {
    for (const one of value) if (isEntry(one)) yield* leaves(one, below(one.key));
  } else if (isTree(value)) {
    for (const [key, one] of Object.entries(value)) yield* leaves(one, below(key));
  } else yield [path, value as Value];
}

/**
 * Returns how two policies differ, in the order of the settings. An entry of a list that is on one
 * side alone is one change, at its key.
 */
export function changesOf(before: PolicySettings, after: PolicySettings): Change[] {
  const [old, now] = [new Map(leaves(before, "")), new Map(leaves(after, ""))];
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths
    .filter((path) => old.get(path) !== now.get(path))
    .filter((path) => (old.has(path) && now.has(path)) || path.endsWith(".key") || !isInList(path))
    .map((path) => ({
      path: path.replace(/\.key$/, ""),
      before: old.get(path),
      after: now.get(path),
    }));
}

const isInList = (path: string) => path.startsWith("actions.catalogue.");

/**
 * A unit that is taken whole: bounds of a cut mean nothing under another method, nor does a part of
 * an entry that the other side took out.
 */
const unitOf = (path: string): string =>
  /^(tier\.cut|actions\.(?:catalogue|own|texts)\.[^.]+|tier\.labels\.[^.]+)(?=\.|$)/.exec(
    path,
  )?.[1] ?? path;

/**
 * Puts the changes made from one policy onto another: what both changed is as in `mine`, and named.
 */
export function rebased(
  base: PolicySettings,
  mine: PolicySettings,
  theirs: PolicySettings,
): { settings: PolicySettings; both: string[] } {
  const units = (to: PolicySettings) => [
    ...new Set(changesOf(base, to).map(({ path }) => unitOf(path))),
  ];
  const [own, others] = [units(mine), units(theirs)];
  return {
    settings: own.reduce((all, path) => withValue(all, path, valueAt(mine, path)), theirs),
    both: own.filter((path) => others.includes(path) && !isSame(mine, theirs, path)),
  };
}

const isSame = (a: PolicySettings, b: PolicySettings, path: string) =>
  JSON.stringify(valueAt(a, path)) === JSON.stringify(valueAt(b, path));
