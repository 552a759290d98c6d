/**
 * Limits of a served description, whoever signed it: it is selectors and patterns only, and these
 * keep it from reading what nobody needs read, from taking for ever, and from passing for another
 * webmail.
 */
import type { Description } from "../contract/webmail.ts";
import { exponentOf } from "./pattern.ts";

/** A fault and the field that has it (`message.from.0.at`), in a sentence for whoever made it. */
export type Fault = { field: string; message: string };

const steepest = 2;
const mostHas = 3;
/** Webmails that are read by code alone: nothing served may speak in their name. */
const inCode = new Set(["thunderbird", "generic", "sample"]);
/**
 * Webmails that anyone may run on a host of their own: code recognises them, and a description need
 * not name hosts.
 */
export const anywhere: ReadonlySet<string> = new Set(["roundcube", "sogo"]);
/**
 * Attributes of what is followed, run or sent, and those that by their names hold what only the
 * page and its server may know.
 */
const unreadable =
  /^(?:on.*|href|src|srcset|srcdoc|content|action|form.*|nonce|style|integrity|ping|cite|data|poster|background|http-equiv|.*(?:token|csrf|xsrf|session|auth|secret|passw|cookie).*)$/;

type Text = { field: string[]; key: string; text: string; take: unknown };
/** Every text of a description with its field, and the pattern that stands beside it. */
function* texts(value: unknown, field: string[] = [], take?: unknown): Generator<Text> {
  if (typeof value === "string")
    yield { field, key: field.findLast((step) => !/^\d+$/.test(step)) ?? "", text: value, take };
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value))
      yield* texts(inner, [...field, key], Reflect.get(value, "take"));
}

/** Of a link, the address one would write to and nothing else. */
const isMailto = (attribute: string, take: unknown) =>
  attribute === "href" && /^\^mailto:\([^|]*$/.test(String(take));

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function faultOf({ field, key, text, take }: Text): string | null {
  if ((key === "take" || key === "open") && !isPattern(text))
    return "is not a pattern that browsers can read";
  if ((key === "take" || key === "open") && exponentOf(text) > steepest)
    return (
      "could take too long on some texts: fewer open repeats, each followed by what it cannot " +
      "contain"
    );
  if (key === "attribute" && unreadable.test(text) && !isMailto(text, take))
    return "is no attribute that may be read";
  if (key === "attribute" && text === "value" && field[0] !== "compose")
    return "may be read of what is being written alone: what people type elsewhere is not read";
  if (/^(?:at|around|anchor|bodies|frame)$/.test(key) && text.split(":has(").length - 1 > mostHas)
    return `has :has() more than ${mostHas} times`;
  return null;
}

/** Returns what is wrong with a served description by itself. */
export function faultsOf(site: Description): Fault[] {
  const faults = [...texts(site)].flatMap((one) => {
    const message = faultOf(one);
    return message === null ? [] : [{ field: one.field.join("."), message }];
  });
  if (inCode.has(site.webmail))
    faults.push({
      field: "webmail",
      message: "is a webmail that is read by code of the extension",
    });
  if (site.hosts.length === 0 && !anywhere.has(site.webmail))
    faults.push({ field: "hosts", message: "must name the hosts it is for" });
  if (site.bodies.length === 0)
    faults.push({ field: "bodies", message: "must name what is never looked into" });
  return faults;
}

const covers = (known: string, host: string) =>
  known === host || (known.startsWith(".") && `.${host}`.endsWith(known));
const overlap = (one: string, other: string) => covers(one, other) || covers(other, one);

/**
 * Returns what is wrong with it beside what is built in: more hosts, fewer bodies, a frame,
 * another's hosts, or hosts by the dozen.
 */
export function faultsBeside(site: Description, builtIn: readonly Description[]): Fault[] {
  const own = builtIn.find((one) => one.webmail === site.webmail);
  const faults: Fault[] = [];
  site.hosts.forEach((host, at) => {
    const refuse = (message: string) => faults.push({ field: `hosts.${at}`, message });
    if (own !== undefined && own.hosts.length > 0) {
      if (!own.hosts.some((known) => covers(known, host)))
        refuse(`is no host of ${own.webmail} as it is built in`);
    } else if (host.startsWith("."))
      refuse("must be one host: only what is built in may have every host below one");
    else if (builtIn.some((one) => one.hosts.some((known) => overlap(known, host))))
      refuse("is a host of another webmail that is built in");
  });
  // A frame may hold a message's body: what is in it would be read as the page.
  if (site.frame !== undefined && site.frame !== own?.frame)
    faults.push({ field: "frame", message: "may be that alone which is built in" });
  for (const body of own?.bodies ?? []) {
    if (!site.bodies.includes(body))
      faults.push({ field: "bodies", message: `must keep ${body}, which is built in` });
  }
  return faults;
}
