/**
 * Says of a page what says nothing of anyone: kinds and rough lengths of texts, names of the page's
 * own making.
 */

/** The length of a text, up to the next power of two. */
const about = (text: string) => 2 ** Math.ceil(Math.log2(text.length));

/** A text as its kind and rough length: "text(16)", "address(32)"; null for an empty one. */
export function kindOf(raw: string): string | null {
  const text = raw.trim();
  if (text === "") return null;
  const kind = /^[^\s@<>]+@[^\s@<>]+$/.test(text)
    ? "address"
    : /@/.test(text)
      ? "text-with-address"
      : /^(?:https?:|mailto:|\/|#|\?)/i.test(text)
        ? "link"
        : /^[\d\s.,%+-]+$/.test(text)
          ? "number"
          : /\d/.test(text) &&
              (/\d[:：]\d\d/.test(text) || /\d{1,4}\s*[-/.年月]\s*\d{1,2}/.test(text))
            ? "date-like"
            : /^\S*\d\S*$/.test(text) && text.length >= 6
              ? "id-like"
              : "text";
  return `${kind}(${about(text)})`;
}

/**
 * Words that webmails name their parts by; they say nothing, also where they stand in the page's
 * text.
 */
const plain = new Set(
  `account actions active address addresses all app area attachment attachments avatar back badge
  bar bcc block body border bottom box btn button
calendar card cell center chat check checkbox chip close collapse collapsed color column compose
composer contact contacts container content conversation cover
dark date day default delete detail details dialog draft drafts dropdown edit email emails empty
expand expanded field file first flag flex folder folders footer form
forward frame from full grid group head header headers heading hidden hide hover icon image inbox
info inner input item items label labels last layout left light line
link list main mail mailbox menu message messages meta middle mobile more move name names nav new
next none number open options outer page pane panel pane person
picker popup preview primary print profile read reading receiver recipient recipients reply right
role root row rows scroll search section select selected send
sender sent settings show side sidebar size snippet spam star starred status sub subject summary
switch tab table tag tags text thread threads time title toggle tool
toolbar top trash type unread user users value view window wrap wrapper write`.split(/\s+/),
);

/**
 * Made by a machine to tell one thing from others: long, and mostly of no words, or with digits in
 * between.
 */
function isToken(name: string): boolean {
  // Digits that stand alone are seen to by themselves.
  const all = name.replace(/(?<![A-Za-z0-9])\d+(?![A-Za-z0-9])|[^A-Za-z0-9]/g, "");
  const words =
    name
      .match(/[A-Z]?[a-z]{3,}/g)
      ?.filter((word) => /[aeiouy]/i.test(word))
      .join("") ?? "";
  return (
    all.length >= 10 &&
    (words.length < all.length / 2 || (all === name && /\d[A-Za-z]|\d{3}/.test(name)))
  );
}

/**
 * A name that the page gave something of its own (a class, an id, an attribute), without what may
 * be of a person: longer digits, machine-made ids, addresses, letters beyond ASCII, and every word
 * that `said` has, unless webmails name parts by it.
 */
export function censored(name: string, said: ReadonlySet<string>): string {
  if (/@|%40|[^\x21-\x7e]/i.test(name) || name.length > 80 || isToken(name))
    return `~${about(name)}`;
  const isSaid = (word: string) =>
    word.length >= 3 && !plain.has(word.toLowerCase()) && said.has(word.toLowerCase());
  return name.replace(/[A-Za-z0-9]+/g, (run) => {
    if (isSaid(run) || isToken(run)) return `~${about(run)}`;
    return run.replace(/[A-Z]+[a-z]*|[a-z]+|\d+/g, (part) =>
      isSaid(part) || /^\d{4,}$/.test(part) ? `~${about(part)}` : part,
    );
  });
}

/**
 * The value of a marking attribute ("message-view-0"), where at least half its words are those that
 * webmails name parts by: the others, and longer digits, are left out of it. Null for anything
 * else.
 */
export function mark(value: string): string | null {
  const words = value.match(/[A-Z]?[a-z]+/g) ?? [];
  const known = words.filter((word) => plain.has(word.toLowerCase())).length;
  if (
    !/^[a-z][A-Za-z0-9]*(?:[:_-]+[A-Za-z0-9]+)*:?$/.test(value) ||
    value.length > 60 ||
    known === 0 ||
    known < words.length / 2
  )
    return null;
  return value.replace(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g, (part) =>
    plain.has(part.toLowerCase()) || /^\d{1,2}$/.test(part) ? part : `~${about(part)}`,
  );
}

/** The words of a text, as `censored` asks for them. */
export function* wordsOf(text: string): Generator<string> {
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]{3,}/gu)) yield word;
}
