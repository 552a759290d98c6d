/** Sentences with the company's own words in their place. */
import type { Messages } from "./translate.ts";

/** Words by family and code, as the policy gives them in the language of the sentences. */
export type OwnWording = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Cuts a text at its gaps: `Hello {name}` → `["Hello ", ["name"]]`, as a compiled sentence is. */
function compiled(text: string): Messages[string] {
  const parts = text.split(/\{(\w+)\}/).map((part, at) => (at % 2 === 0 ? part : [part]));
  return (parts.length === 1 ? text : parts) as Messages[string];
}

/** Returns sentences with words of `codes.<family>.<code>` added or replaced. */
export function withOwnWords(messages: Messages, own: OwnWording | undefined): Messages {
  if (own === undefined) return messages;
  const codes = messages["codes"] as Messages;
  const families = Object.entries(own).map(([family, words]) => [
    family,
    {
      ...(codes[family] as Messages),
      ...Object.fromEntries(Object.entries(words).map(([code, text]) => [code, compiled(text)])),
    },
  ]);
  return { ...messages, codes: { ...codes, ...Object.fromEntries(families) } };
}
