/**
 * A message's details, where the person has opened them: there alone Gmail tells "to" from "cc" and
 * shows Reply-To.
 */
import { normalise } from "../../../shared/people/address.ts";
import type { Participant } from "../adapter.ts";
import { addressList, displayName, line } from "../reading/text.ts";

/** Where they stand: read by code, and so known to no description. */
export const details = ".ajA";

const labels: [label: "cc" | "reply-to" | "list", words: RegExp][] = [
  ["cc", /^(?:b?cc|抄送|密送|副本|密件副本|копия|참조)/i],
  [
    "reply-to",
    /^(?:reply-to|antwort an|répondre à|responder a|rispondi a|回[复覆]|返信先|ответить)/i,
  ],
  ["list", /^(?:mailing ?list|邮寄名单|邮件列表|郵寄清單|メーリング)/i],
];

function peopleIn(cell: Element, role: Participant["role"]): Participant[] {
  const marked = [...cell.querySelectorAll("[email]")].flatMap((one) => {
    const address = normalise(one.getAttribute("email") ?? "")?.address;
    return address === undefined
      ? []
      : [
          {
            role,
            name: displayName(one.getAttribute("name") ?? one.textContent, address),
            address,
          },
        ];
  });
  return marked.length > 0
    ? marked
    : addressList(line(cell.textContent, 20_000) ?? "").map((one) => ({ role, ...one }));
}

/** Returns what the details add to a message's people; nothing where they were never opened. */
export function detailsOf(message: Element): {
  cc: Participant[];
  "reply-to": Participant[];
  list: boolean;
} {
  const found = { cc: [] as Participant[], "reply-to": [] as Participant[], list: false };
  for (const row of message.querySelectorAll(`${details} tr`)) {
    const [label, cell] = row.children;
    const what = labels.find(([, words]) => words.test(line(label?.textContent, 40) ?? ""))?.[0];
    if (what === "list") found.list = true;
    else if (cell !== undefined && what !== undefined) found[what].push(...peopleIn(cell, what));
  }
  return found;
}
