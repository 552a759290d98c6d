/**
 * Reads Gmail's address: whether a conversation is open, for its last elements stay in the page
 * after it is left, and which one.
 */

/** Views whose own name takes a segment before the conversation's. */
const named = /^(?:label|search|category|advanced-search|section_query|circle|create-filter)$/;
const never = /^(?:settings|compose|chat|contacts|tasks|calls)$/;

function tokenIn(location: Location): string | null {
  const popout = new URLSearchParams(location.search).get("th");
  if (popout !== null) return popout.replace(/^#/, "");
  const segments = location.hash.replace(/^#/, "").split("?")[0]?.split("/") ?? [];
  const view = segments[0] ?? "";
  const last = segments.at(-1) ?? "";
  if (never.test(view) || segments.length < (named.test(view) ? 3 : 2)) return null;
  return /^(?:[0-9a-f]{15,16}|[b-df-hj-np-tv-z]{20,}|thread-[af]:[\w:-]+)$/i.test(last)
    ? last
    : null;
}

let lastHref = "";
let lastNamed: string | null = null;
/**
 * The conversation's token in Gmail's address: 16 hex digits in the old form, a longer word without
 * vowels in the new.
 * @returns null where a list, a search or the settings are open
 */
export function conversationToken(location: Location): string | null {
  if (location.href !== lastHref) {
    lastHref = location.href;
    lastNamed = tokenIn(location);
  }
  return lastNamed;
}

/**
 * One id for both of Gmail's spellings: "#thread-f:1234" and "#msg-f:1234" are the decimal of the
 * old hex id.
 * @returns null for nothing and for the text "undefined", which Gmail itself writes since 2025-11
 */
export function plainId(id: string | null | undefined): string | null {
  const text = (id ?? "").replace(/^#/, "").trim();
  if (text === "" || text === "undefined" || text === "null" || text.length > 200) return null;
  const decimal = /^(?:thread|msg)-f:(\d{1,20})$/.exec(text)?.[1];
  return decimal === undefined ? text : BigInt(decimal).toString(16);
}

const consonants = "BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz";

/**
 * A token without vowels is a number in base 40 whose base-64 digits are the id in plain text
 * ("f:1848000000000000002").
 */
function spelledOut(token: string): string | null {
  if (token.length > 200) return null;
  let number = 0n;
  let text = "";
  for (const letter of token) {
    const value = consonants.indexOf(letter);
    if (value < 0) return null;
    number = number * 40n + BigInt(value);
  }
  // Of 6 bits each; what is left of the last behind whole bytes says nothing, and a last digit
  // alone neither.
  const left = (Math.ceil(number.toString(8).length / 2) * 6) % 8;
  for (number >>= BigInt(left); number > 0n; number /= 256n)
    text = String.fromCharCode(Number(number % 256n)) + text;
  return left === 6 ? null : text;
}

let lastToken = "";
let lastId: string | null = null;
/**
 * The id of the conversation that the address names, in the spelling of `plainId`: it is there
 * before the page has painted its own. Holds for tokens of 2020 to 2026.
 * @returns null where a token says none
 */
export function threadOf(token: string): string | null {
  if (token !== lastToken) {
    lastToken = token;
    if (/^[0-9a-f]{15,16}$/.test(token)) lastId = token;
    else if (token.startsWith("thread-")) lastId = plainId(token);
    else
      lastId = plainId(
        /^(?:f:\d{1,20}|a:r-?\d{1,20})(?=$|[|+])/
          .exec(spelledOut(token) ?? "")?.[0]
          .replace(/^/, "thread-"),
      );
  }
  return lastId;
}
