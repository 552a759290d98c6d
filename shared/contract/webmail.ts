/**
 * A webmail as data: for each fact several ways to it, newest first, each with the date when that
 * shape was seen. No code, so that one schema checks it, and a redesign can be mended without a new
 * version of the extension.
 */
import { z } from "zod";
import { oneLine } from "./characters.ts";

const longest = 300;
const text = (min: number, max: number) =>
  z.string().min(min).max(max).regex(oneLine, "must not hold control characters");
const selector = text(1, longest);
/** A pattern with one group, of a kind that cannot take long: nothing repeats a group. */
const take = text(3, longest).refine((pattern) => {
  try {
    return new RegExp(`${pattern}|`, "u").exec("")?.length === 2 && !/\)[*+{]/.test(pattern);
  } catch {
    return false;
  }
}, "must be a pattern with one group, and no repeated group");

/**
 * The part of an element that is meant: its text, its own text without that of the elements in it,
 * or an attribute (of a field, "value" is what is typed); `take` keeps the group of a pattern.
 */
const part = {
  attribute: z
    .string()
    .regex(/^[a-z][\w-]*$/)
    .optional(),
  own: z.literal(true).optional(),
  take: take.optional(),
};
export type Part = { attribute?: string; own?: true; take?: string };

/** One way: when the shape was seen ("2025-08") and a CSS selector. */
const way = { since: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/), at: selector };
export type Way = { since: string; at: string };
const ways = z.array(z.strictObject(way)).max(12);

/**
 * A way to a text. `at` ":location" is the page's own address, ":code(name)" what the webmail's own
 * code found under that name, where it has one; `within` "page" seeks beside the part that shows
 * the mail too.
 */
const texts = z
  .array(z.strictObject({ ...way, ...part, within: z.literal("page").optional() }))
  .max(12);
export type TextWay = Way & Part & { within?: "page" };

/**
 * A label beside people that says which they are: in the nearest element `around` them, the text at
 * `at` is one of the words `says`.
 */
const label = z.strictObject({
  around: selector,
  at: selector,
  says: z.array(text(1, 40)).min(1).max(20),
});
export type Label = { around: string; at: string; says: string[] };

/**
 * A way to people, one an element: where in it (`at`, else itself) the address and the name stand,
 * tried in order. `list`: the text for the address lists several, "Name <address>" or addresses
 * alone, with semicolons between; "typed": as people type them, commas between too and names in
 * quotes.
 */
const parts = z
  .array(z.strictObject({ at: selector.optional(), ...part }))
  .min(1)
  .max(8);
const people = z
  .array(
    z.strictObject({
      ...way,
      address: parts,
      name: parts.optional(),
      label: label.optional(),
      list: z.literal([true, "typed"]).optional(),
    }),
  )
  .max(12);
export type PersonWay = Way & {
  address: (Part & { at?: string })[];
  name?: (Part & { at?: string })[];
  label?: Label;
  list?: true | "typed";
};

export const description = z.strictObject({
  webmail: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  /** Counts up with every change. */
  version: z.int().min(1),
  /**
   * Exact hosts, or with a leading dot every host below. None: of a webmail that anyone may run,
   * wherever code recognises it; such a one that names hosts is for these alone.
   */
  hosts: z.array(z.string().regex(/^\.?[a-z0-9][a-z0-9.-]*\.[a-z]{2,}$/)).max(40),
  /** Never looked into: message bodies, quoted text, what is being written. */
  bodies: z.array(selector).max(20),
  account: texts,
  /** The page's words for the mailbox's owner where it shows their name alone. */
  owner: texts.optional(),
  /**
   * The frame, of the page's own origin, whose document shows the mail: all but the account is read
   * there.
   */
  frame: selector.optional(),
  /**
   * Where conversations and composers come and go, the smallest part that stays: watched while
   * nothing is open, else all of the page is.
   */
  watch: ways.optional(),
  thread: z.strictObject({
    /** The part of the page that shows the open conversation. */
    at: ways.min(1),
    /**
     * The pattern that the page's address must match while a conversation is open: its elements may
     * stay after it is left.
     */
    open: text(1, longest).optional(),
    id: texts.min(1),
    subject: texts.min(1),
    /** Elements that stand in the conversation of a mailing list. */
    list: ways.optional(),
  }),
  message: z.strictObject({
    at: ways.min(1),
    /** Where those stand that are folded: of them nothing counts but who wrote. */
    folded: ways.optional(),
    id: texts,
    occurredAt: texts,
    from: people.min(1),
    to: people,
    cc: people,
    replyTo: people,
  }),
  compose: z
    .strictObject({
      at: ways.min(1),
      /** As of a thread. */
      open: text(1, longest).optional(),
      to: people.min(1),
      cc: people,
      subject: texts,
      /**
       * Where in the conversation an answer is written; without this, and without `open`, all that
       * is written beside it is one.
       */
      reply: ways.optional(),
      /** Whom one may write as. */
      from: people.optional(),
    })
    .nullable(),
  /**
   * Editors of what is being written, or the frames around them. Texts are put into them on a click
   * and none is ever read.
   */
  editors: ways.optional(),
  /**
   * Rows of the thread list: the person whose mark goes before `anchor`, an element of the row.
   * `within`: what holds the rows, watched for new ones. `told`: where rows show no address, the
   * texts by which code tells them from each other.
   */
  rows: z
    .strictObject({
      at: ways.min(1),
      within: ways.optional(),
      person: people,
      told: parts.optional(),
      anchor: selector,
    })
    .nullable(),
});
export type Description = z.infer<typeof description>;
