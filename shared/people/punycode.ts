/** The reading half of Punycode: browsers write it (through URL) but offer no way back. */

/** RFC 3492, section 5. */
const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;

function adapt(delta: number, points: number, first: boolean): number {
  let d = first ? Math.floor(delta / damp) : delta >> 1;
  d += Math.floor(d / points);
  let k = 0;
  for (; d > ((base - tMin) * tMax) / 2; k += base) d = Math.floor(d / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * d) / (d + skew));
}

function digit(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  return code >= 48 && code <= 57 ? code - 22 : base;
}

/** RFC 3492, section 6.2. @returns null when the text is not Punycode */
function decodeLabel(text: string): string | null {
  const dash = text.lastIndexOf("-");
  const output = Array.from(text.slice(0, Math.max(dash, 0)), (c) => c.charCodeAt(0));
  let n = 128;
  let i = 0;
  let bias = 72;
  for (let at = dash + 1; at < text.length;) {
    const before = i;
    for (let weight = 1, k = base; ; k += base) {
      const value = digit(text.charCodeAt(at++));
      if (Number.isNaN(value) || value >= base) return null;
      i += value * weight;
      const t = Math.min(Math.max(k - bias, tMin), tMax);
      if (value < t) break;
      weight *= base - t;
      if (i > 0x7fffffff || weight > 0x7fffffff) return null;
    }
    const points = output.length + 1;
    bias = adapt(i - before, points, before === 0);
    n += Math.floor(i / points);
    i %= points;
    if (n > 0x10ffff) return null;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

/**
 * A lower-case ASCII domain as people see it ("xn--bcher-kva.example" → "bücher.example"); labels
 * that cannot be read stay.
 */
export function readableDomain(domain: string): string {
  return domain
    .split(".")
    .map((label) => (label.startsWith("xn--") ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join(".");
}
