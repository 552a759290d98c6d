/** A message told by what is seen of it, where its page gives it no id. */

/** A short name of a text, the same for the same text (FNV-1a). */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16);
}

/** Returns a stand-in for an id: the same for the same facts. */
export const seen = (...facts: string[]): string => `seen ${digest(facts.join("\n"))}`;
