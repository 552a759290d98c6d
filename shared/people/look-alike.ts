/** Domains and names that pass for others at a glance. */
import { readableDomain } from "./punycode.ts";

/**
 * Letters drawn like a Latin one (a chosen part of Unicode's confusables), each pair "like, Latin".
 */
const drawnLike = new Map(
  Object.entries({
    a: "аαɑ",
    b: "вьβƅ",
    c: "сϲ",
    d: "ԁđ",
    e: "еεє",
    g: "ɡ",
    h: "нһհ",
    j: "јϳ",
    k: "кκ",
    l: "1iіιıӏł|ǀ",
    m: "м",
    n: "пηո",
    o: "0оοօøσ",
    p: "рρ",
    q: "ԛ",
    r: "г",
    s: "5ѕ",
    t: "тτ",
    u: "υսц",
    v: "νѵ",
    w: "ωԝѡ",
    x: "хχ",
    y: "уγү",
    z: "ᴢ",
  }).flatMap(([latin, like]) => [...like].map((c) => [c, latin] as const)),
);

/**
 * The text reduced to how it looks: accents, hidden characters and script are gone, `rn` is `m`,
 * `0` is `o`, `1` and `i` are `l`.
 */
export function skeleton(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/[\p{Mn}\p{Default_Ignorable_Code_Point}]/gu, "")
    .toLowerCase();
  const latin = Array.from(plain, (c) => drawnLike.get(c) ?? c).join("");
  return latin.replaceAll("vv", "w").replaceAll("rn", "m").replaceAll("cl", "d");
}

/**
 * Returns whether one insertion, deletion, replacement or swap of neighbours makes one text of the
 * other.
 */
export function oneEdit(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short === long || long.length - short.length > 1) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from++;
  const rest = (text: string, skip: number) => text.slice(from + skip);
  if (short.length < long.length) return rest(short, 0) === rest(long, 1);
  return (
    rest(short, 1) === rest(long, 1) ||
    (short[from] === long[from + 1] &&
      short[from + 1] === long[from] &&
      rest(short, 2) === rest(long, 2))
  );
}

/**
 * Domains below which every firm has one of its own: hosts that many share for mail, and endings
 * that are sold like "co.uk". Chosen of the public suffix list, which is too large to be carried
 * everywhere.
 */
const shared = new Set(
  `
onmicrosoft.com mail.onmicrosoft.com onmicrosoft.de partner.onmschina.cn myshopify.com zendesk.com
freshdesk.com helpscoutapp.com intercom-mail.com
atlassian.net odoo.com salesforce.com duckdns.org ddns.net no-ip.org hopto.org github.io pages.dev
workers.dev web.app herokuapp.com azurewebsites.net vercel.app netlify.app
uk.com us.com eu.com de.com gb.com se.com jpn.com cn.com ru.com sa.com za.com br.com co.com la.com
hu.com no.com uk.net gb.net se.net jp.net hu.net in.net us.org ae.org
`
    .trim()
    .split(/\s+/),
);

/**
 * The part of a domain that somebody registered, by rule of thumb: two labels, three below "co.uk"
 * and hosts that are shared.
 */
export function registered(domain: string): string {
  const labels = domain.split(".");
  const second = labels.at(-2) ?? "";
  const deep =
    (labels.at(-1) ?? "").length === 2 &&
    /^(?:com?|net?|org?|edu?|gov?|gob|gouv|gv|ac|ad|mil|ltd|plc|me|nom|sch)$/.test(second);
  const suffix =
    [3, 2].find((count) => shared.has(labels.slice(-count).join("."))) ?? (deep ? 2 : 1);
  return labels.slice(-suffix - 1).join(".");
}

function parts(domain: string): { name: string; suffix: string } {
  const whole = readableDomain(registered(domain));
  const dot = whole.indexOf(".");
  return dot < 0
    ? { name: whole, suffix: "" }
    : { name: whole.slice(0, dot), suffix: whole.slice(dot + 1) };
}

/** The shortest name that one slip in means something. */
const tellingLength = 5;

/** Endings taken for ".com" at a glance. */
const nearCom = new Set(["com", "co", "cm", "om", "con", "corn", "com.co"]);

/**
 * Returns whether two domains are different and could be taken for each other: drawn alike, or one
 * slip apart in a name long enough for that to mean something. The same name under another
 * country's ending is not alike: firms own several.
 * @param a lower-case ASCII
 * @param b lower-case ASCII
 */
export function lookAlike(a: string, b: string): boolean {
  const one = parts(a);
  const other = parts(b);
  const sameSuffix = one.suffix === other.suffix;
  if (one.name === other.name)
    return !sameSuffix && nearCom.has(one.suffix) && nearCom.has(other.suffix);
  if (one.name.length > 2 && skeleton(one.name) === skeleton(other.name)) return true;
  return (
    sameSuffix &&
    Math.min(one.name.length, other.name.length) >= tellingLength &&
    oneEdit(one.name, other.name)
  );
}

/**
 * Returns what a domain has in common with those that look like it: any two that `lookAlike` is
 * true of share one of these at least. For finding them by equality alone; two that share one may
 * still not look alike. Symmetric deletion: two names are one slip apart only where leaving out one
 * letter at most of each makes them equal.
 * @returns texts of no use but to be compared; at most 65
 */
export function looks(domain: string): string[] {
  const { name, suffix } = parts(domain);
  const slips = new Set(name.length < tellingLength ? [] : [name]);
  if (slips.size > 0)
    for (let at = 0; at < name.length; at++) slips.add(name.slice(0, at) + name.slice(at + 1));
  return [`drawn ${skeleton(name)}`, ...Array.from(slips, (slip) => `slip ${slip}.${suffix}`)];
}
