/** Whether Gmail has a conversation open, by its address: the last conversation's elements stay in the page after it is left. */

/** Views whose own name takes a segment before the conversation's. */
const named = new Set(["label", "search", "category", "advanced-search", "section_query", "circle", "create-filter"]);
const never = new Set(["settings", "compose", "chat", "contacts", "tasks", "calls"]);

/**
 * The conversation's token in Gmail's address: 16 hex digits in the old form, a longer word without vowels in the new.
 * @returns null where a list, a search or the settings are open
 */
export function conversationToken(location: Location): string | null {
  const popout = new URLSearchParams(location.search).get("th");
  if (popout !== null) return popout.replace(/^#/, "");
  const segments = location.hash.replace(/^#/, "").split("?")[0]?.split("/") ?? [];
  const view = segments[0] ?? "", last = segments.at(-1) ?? "";
  if (never.has(view) || segments.length < (named.has(view) ? 3 : 2)) return null;
  return /^(?:[0-9a-f]{15,16}|[b-df-hj-np-tv-z]{20,}|thread-[af]:[\w:-]+)$/i.test(last) ? last : null;
}

/**
 * One id for both of Gmail's spellings: "#thread-f:1234" and "#msg-f:1234" are the decimal of the old hex id.
 * @returns null for nothing and for the text "undefined", which Gmail itself writes since 2025-11
 */
export function plainId(id: string | null | undefined): string | null {
  const text = (id ?? "").replace(/^#/, "").trim();
  if (text === "" || text === "undefined" || text === "null" || text.length > 200) return null;
  const decimal = /^(?:thread|msg)-f:(\d{1,20})$/.exec(text)?.[1];
  return decimal === undefined ? text : BigInt(decimal).toString(16);
}
