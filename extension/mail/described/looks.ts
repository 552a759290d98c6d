/**
 * The parts of a page that a description's ways look at, so that a mutation's record alone tells
 * whether an answer can change. Worked out once, by the background, which hands them to the page
 * with the description.
 */
import type { Description } from "../../../shared/contract/webmail.ts";
import { anatomyOf } from "./selector.ts";

/** The elements that some ways look at. */
export type Look = {
  /** Matches what none of them can do without; null where that cannot be told. */
  parts: string | null;
  /** Matches the elements whose text is read; "" where none is. */
  texts: string;
  /** Attributes and classes that their selectors name; attributes that are read. */
  named: string[];
  classes: string[];
  read: string[];
  /** Ways to what has to stand inside of what they find, however deep. */
  inside: { at: string }[];
};

/**
 * Looks by purpose: what can open or close something, with what is read beside it, wherever it
 * stands; what is read of what is open; what is never looked into.
 */
export type Looks = {
  anywhere: Look;
  inMessage: Look;
  inCompose: Look;
  /**
   * Elements that make a part one that is never looked into; and those that count there all the
   * same, for a selector looks into all.
   */
  hides: Look;
  hidden: Look;
};
/** A description with its looks: without them every change counts. */
export type Looked = Description & { looks?: Looks };

/** Facts that are texts, where no attribute is named. */
const textual = /^(?:account|owner|id|subject|occurredAt|address|name|label)$/;
const once = (all: Iterable<string>) => [...new Set(all)].join();

/** Returns what every way in `ways` looks at, however deep it stands. */
function lookOf(ways: unknown): Look {
  const parts: string[] = [];
  const texts: string[] = [];
  const inside: { at: string }[] = [];
  const named = new Set<string>();
  const classes = new Set<string>();
  const read = new Set<string>();
  let byPlace = false;
  const sees = (selector: unknown) => {
    if (typeof selector !== "string" || selector === ":location") return;
    const anatomy = anatomyOf(selector);
    parts.push(...anatomy.parts);
    byPlace ||= anatomy.byPlace;
    inside.push(...anatomy.inside.map((at) => ({ at })));
    for (const [, name = ""] of selector.matchAll(/\[\s*([a-z][\w-]*)/g)) named.add(name);
    for (const [, name = ""] of selector.replaceAll(/"[^"]*"|'[^']*'/g, "").matchAll(/\.([\w-]+)/g))
      classes.add(name);
  };
  /**
   * @param fact what the way is to
   * @param around whose text it is where the way names no place of its own
   */
  function see(one: unknown, fact: string, around: string): void {
    if (typeof one !== "object" || one === null) return;
    const way = one as { at?: unknown; around?: unknown; attribute?: string };
    sees(way.at);
    sees(way.around);
    const here = typeof way.at === "string" ? way.at : around;
    if (way.attribute !== undefined) read.add(way.attribute);
    else if (textual.test(fact) && here !== "" && here !== ":location" && !Array.isArray(one))
      texts.push(...anatomyOf(here).subjects);
    for (const [name, each] of Object.entries(one))
      see(each, Array.isArray(one) ? fact : name, here);
  }
  see(ways, "", "");
  return {
    parts: byPlace ? null : once(parts),
    texts: once(texts),
    named: [...named],
    classes: [...classes],
    read: [...read],
    inside,
  };
}

/** The description with what its ways look at. */
export function looked(site: Description): Looked {
  const { account, owner, watch, thread, message, compose, bodies } = site;
  const beside = [...thread.id, ...thread.subject, ...message.id].filter(
    (way) => way.within === "page",
  );
  const anywhere = lookOf({
    account,
    owner,
    watch,
    opens: thread.at,
    writes: [compose?.at, compose?.reply],
    id: beside,
  });
  const inMessage = lookOf({ thread, message });
  const hidden = lookOf([compose?.at, compose?.reply, ...anywhere.inside, ...inMessage.inside]);
  return {
    ...site,
    looks: {
      anywhere,
      inMessage,
      inCompose: lookOf(compose),
      hides: lookOf(bodies.map((at) => ({ at }))),
      hidden,
    },
  };
}
