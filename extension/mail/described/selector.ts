/**
 * The parts of a selector: enough to tell what can change its answers, without asking the page.
 * Our own: a parser would save the tokens alone, and css-what (3.4 kB gzip) or parsel (2.1) breaks
 * the 25 kB of a content script.
 */

export type Anatomy = {
  /**
   * Every simple part ("h1.title[lang]") that has to be there, or must not: what came or went
   * changes no answer where it neither is nor holds one.
   */
  parts: string[];
  /** The last part of each alternative, which its elements match. */
  subjects: string[];
  /**
   * Selectors that must, or must not, match inside an element that answers: the arguments of
   * `:has()`.
   */
  inside: string[];
  /**
   * True where an answer may hang on elements that no part names: the first child, the next, any.
   */
  byPlace: boolean;
};

const places = /^:(?:(?:first|last|only|nth)-|empty|root)/;
/** A string, a bracket, an escape or a letter; names of pseudo-classes in one. */
const token = /"[^"]*"|'[^']*'|\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]|::?[\w-]+|\\.|\s*[>+~,]\s*|\s+|./gs;

/** Takes a selector apart. What an engine would refuse gives something of no meaning. */
export function anatomyOf(selector: string): Anatomy {
  const found: Anatomy = { parts: [], subjects: [], inside: [], byPlace: false };
  const tokens = selector.trim().match(token) ?? [];
  let part = "";
  let begun = false;
  let at = 0;
  const end = (isSubject: boolean) => {
    if (!begun) return;
    if (part === "" || part === "*") found.byPlace = true;
    else found.parts.push(part);
    if (isSubject) found.subjects.push(part === "" ? "*" : part);
    part = "";
    begun = false;
  };
  /** Returns what stands in the parentheses that open at `at`, which is left at their end. */
  const argumentOf = () => {
    const from = at + 1;
    for (let depth = 0; at < tokens.length; at++) {
      if (tokens[at] === "(") depth++;
      else if (tokens[at] === ")" && --depth === 0) break;
    }
    return tokens.slice(from, at).join("");
  };
  for (; at < tokens.length; at++) {
    const one = tokens[at] ?? "";
    if (/^(?:\s|[>+~,])/.test(one)) {
      if (one.includes("+")) found.byPlace = true;
      end(one.includes(","));
      continue;
    }
    begun = true;
    if (!one.startsWith(":")) {
      part += one;
      continue;
    }
    if (places.test(one)) found.byPlace = true;
    if (tokens[at + 1] !== "(") continue;
    at++;
    const argument = argumentOf();
    // Of what must not be there, "any" is the element itself, or what holds it: no other can come
    // or go.
    const inner = anatomyOf(
      one === ":not" ? argument.replaceAll(/(?<![^\s>~,])\*(?![^\s>~,])/g, "_") : argument,
    );
    // What is, or is not, one thing more says nothing of other elements.
    if (one === ":has" || inner.parts.length !== inner.subjects.length)
      found.parts.push(...inner.parts);
    found.inside.push(...(one === ":has" ? [argument] : []), ...inner.inside);
    found.byPlace ||= inner.byPlace;
    if (/^:(?:is|where)$/.test(one) && !/:(?:has|not)\(/.test(argument)) part += `:is(${argument})`;
  }
  end(true);
  return found;
}
