/** A regular expression matcher that backtracks as a browser's does, and counts its steps. */

type Continue = (at: number) => boolean;
/**
 * Matches from a place of the text; calls on with each place where it may end, until one is taken.
 */
type Node = (at: number, then: Continue) => boolean;

const token =
  /\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|[pP]\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|\(\?[:=!]|\{\d+(?:,\d*)?\}\??|[*+?]\??|./giu;
/** The count at which a search is given up: no pattern under test may come near it. */
const most = 5_000_000;

class Matcher {
  steps = 0;
  readonly #letters: string[];
  readonly #parts: string[];
  #next = 0;

  constructor(pattern: string, text: string) {
    this.#letters = Array.from(text);
    this.#parts = pattern.match(token) ?? [];
  }

  run(): boolean {
    const whole = this.#choices();
    const starts = this.#parts[0] === "^" ? 1 : this.#letters.length + 1;
    for (let at = 0; at < starts; at++) if (whole(at, () => true)) return true;
    return false;
  }

  #step(): void {
    if (++this.steps > most) throw new Error("too many steps");
  }

  #choices(): Node {
    const all = [this.#sequence()];
    while (this.#parts[this.#next] === "|") {
      this.#next++;
      all.push(this.#sequence());
    }
    return (at, then) =>
      all.some((one) => {
        this.#step();
        return one(at, then);
      });
  }

  #sequence(): Node {
    const items: Node[] = [];
    while (this.#next < this.#parts.length && !["|", ")"].includes(this.#parts[this.#next] ?? ""))
      items.push(this.#item());
    const from =
      (index: number): Node =>
      (at, then) => {
        const item = items[index];
        return item === undefined ? then(at) : item(at, (end) => from(index + 1)(end, then));
      };
    return from(0);
  }

  #item(): Node {
    const part = this.#parts[this.#next++] ?? "";
    const inner = part.startsWith("(") ? this.#group(part) : this.#atom(part);
    const times = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})(\??)$/.exec(this.#parts[this.#next] ?? "");
    if (times === null) return inner;
    this.#next++;
    const [, sign, low = "0", comma, high, lazy] = times;
    const min = sign === "+" ? 1 : sign === undefined ? Number(low) : 0;
    const max =
      sign === "?"
        ? 1
        : sign !== undefined || (comma !== "" && high === "")
          ? Infinity
          : Number(comma === "" ? low : high);
    return this.#repeat(inner, min, max, lazy === "?");
  }

  #group(opening: string): Node {
    const inner = this.#choices();
    this.#next++;
    if (opening === "(?=") return (at, then) => inner(at, () => true) && then(at);
    if (opening === "(?!") return (at, then) => !inner(at, () => true) && then(at);
    return inner;
  }

  #repeat(inner: Node, min: number, max: number, lazy: boolean): Node {
    const again =
      (done: number): Node =>
      (at, then) => {
        this.#step();
        const more = () =>
          done < max && inner(at, (end) => (end > at || done < min) && again(done + 1)(end, then));
        if (done < min) return more();
        return lazy ? then(at) || more() : more() || then(at);
      };
    return again(0);
  }

  #atom(part: string): Node {
    const isWord = (at: number) => /\w/.test(this.#letters[at] ?? "");
    if (part === "^") return (at, then) => at === 0 && then(at);
    if (part === "$") return (at, then) => at === this.#letters.length && then(at);
    if (/^\\b$/i.test(part))
      return (at, then) => (isWord(at - 1) !== isWord(at)) === (part === "\\b") && then(at);
    const one = new RegExp(`^${part}$`, "u");
    return (at, then) => {
      this.#step();
      const letter = this.#letters[at];
      return letter !== undefined && one.test(letter) && then(at + 1);
    };
  }
}

/**
 * Searches a text as `RegExp.test` does. Reads letters, classes, escapes, boundaries, groups,
 * look-aheads and repeats.
 */
export function search(pattern: string, text: string): { found: boolean; steps: number } {
  const matcher = new Matcher(pattern, text);
  return { found: matcher.run(), steps: matcher.steps };
}

/** The steps that a search takes; throws where they are millions. */
export function stepsOf(pattern: string, text: string): number {
  return search(pattern, text).steps;
}
