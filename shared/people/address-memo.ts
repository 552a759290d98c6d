/** What is found out of a text again and again, found out once: a list shows few people many times. */
import { normalise } from "./address.ts";

const most = 2000;

/** The same answers, kept by their text. */
export function kept<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.size > most) known.clear();
    if (!known.has(text)) known.set(text, make(text));
    return known.get(text) as T;
  };
}

/** As `normalise` answers. */
export const addressOf = kept(normalise);
