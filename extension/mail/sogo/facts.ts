/** The facts of SOGo's description as signals, each in the part of the page where it is sought. */
import { normalise } from "../../../shared/people/address.ts";
import type { Description, PersonWay, Way } from "../../../shared/contract/webmail.ts";
import type { Participant } from "../adapter.ts";
import { instantOf } from "../reading/dates.ts";
import { textsWith, type Code } from "../described/description-code.ts";
import { peopleOf, peopleSignals } from "../described/description-people.ts";
import {
  elementsAt,
  elementSignals,
  firstPart,
  nameOf,
  textSignals,
  type Scope,
} from "../described/description-signals.ts";
import { ask, type Signal } from "../reading/signals.ts";
import { readHeaderDate } from "../reading/header-date.ts";
import { learned } from "./heard.ts";
import { accountOf, ownOf, spotOf } from "./page.ts";

export type Facts = ReturnType<typeof factsOf>;

/**
 * Facts that no element shows: the accounts of the page's own script, the message its address
 * names, and the headers that were asked for.
 */
const code: Code = new Map([
  ["mailbox", (page: Document) => accountOf(page)?.addresses[0] ?? null],
  ["user", (page: Document) => ownOf(page).address],
  ["headers", (page: Document) => learned(page)?.occurredAt ?? null],
  [
    "address",
    ({ location }: Document) => {
      const spot = spotOf(location);
      return spot?.uid == null ? null : `${spot.account}/${spot.mailbox}/${spot.uid}`.slice(0, 500);
    },
  ],
]);

/**
 * SOGo's date in its English long form, "November 19, 2026 10:00 AM UTC"; one of another zone is
 * not read.
 */
function shownDate(text: string): string | null {
  if (/^\d{4}-/.test(text)) return instantOf(text);
  const found =
    /^([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}) ?(?:([AP])M)? (?:UTC|([ECMP][SD]T|GMT|Z)|(?:GMT|UTC)?([+-]\d\d):?(\d\d))$/.exec(
      text.replaceAll(/\s+/g, " "),
    );
  if (found === null) return null;
  const [
    ,
    month,
    day,
    year,
    hour = "",
    minute,
    half,
    name,
    hoursAhead = "+00",
    minutesAhead = "00",
  ] = found;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === "P" ? 12 : 0);
  return readHeaderDate(
    `${day} ${month} ${year} ${hours}:${minute} ${name ?? `${hoursAhead}${minutesAhead}`}`,
  );
}

/** All signals of the description. */
export function factsOf(site: Description) {
  const bodies = site.bodies.join();
  const { message: parts, compose } = site;
  const last = (ways: readonly Way[]): Signal<HTMLElement>[] =>
    ways.map((way) => ({
      name: nameOf(way),
      read: (page) => elementsAt(page, way.at, bodies).at(-1) ?? null,
    }));
  const threads = last(site.thread.at);
  const composes = last(compose?.at ?? []);
  const thread: Scope = (page) => ask(page, threads);
  const writing: Scope = (page) => ask(page, composes);
  const messages = elementSignals(parts.at, thread, bodies);
  const message: Scope = (page) => ask(page, messages);
  return {
    threads,
    messages,
    composes,
    /** The first of the shape alone: what comes after it is somebody else. */
    from: parts.from.map((way): Signal<Participant> => ({
      name: nameOf(way),
      read(page) {
        const within = message(page);
        const [element] = within === null ? [] : elementsAt(within, way.at, bodies);
        return element === undefined ? null : (peopleOf(element, way, "from", bodies)[0] ?? null);
      },
    })),
    /**
     * The names of a field in their order, as the first way that finds any has them; of whom has
     * none the address.
     */
    namesOf(page: Document, role: "to" | "cc"): string[] {
      const within = message(page);
      const ways: readonly PersonWay[] = within === null ? [] : parts[role];
      const all = ways.map((way) =>
        elementsAt(within as ParentNode, way.at, bodies).flatMap(
          (one) => firstPart(one, way.name ?? [], bodies) ?? [],
        ),
      );
      return all.find((names) => names.length > 0) ?? [];
    },
    to: elementSignals(parts.to, message, bodies),
    account: textsWith(
      code,
      site.account,
      (page) => page,
      bodies,
      (text) => normalise(text)?.address ?? null,
    ),
    subject: textSignals(site.thread.subject, message, bodies),
    messageId: textsWith(code, parts.id, message, bodies),
    occurredAt: textsWith(code, parts.occurredAt, message, bodies, shownDate),
    composeTo: peopleSignals(compose?.to ?? [], "to", writing, bodies),
    composeCc: peopleSignals(compose?.cc ?? [], "cc", writing, bodies),
    composeSubject: textSignals(compose?.subject ?? [], writing, bodies),
  };
}
