/** Addresses normalised once: a list shows few people many times. */
import { normalise } from "./address.ts";

const most = 2000;

/** Returns a function that gives the same answers, kept by their text. */
export function memo<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.size > most) known.clear();
    if (!known.has(text)) known.set(text, make(text));
    return known.get(text) as T;
  };
}

/** As `normalise` answers. */
export const addressOf = memo(normalise);

/** Returns one key for one person, however the address is written. */
export const personKey = (address: string): string =>
  addressOf(address)?.canonical ?? address.toLowerCase();
