/** The rig's own mail: what real archives lack, with everyone in it made up. */
import MailComposer from "nodemailer/lib/mail-composer";

export type Mailbox = { name: string; address: string };
export type Message = {
  key: string;
  subject: string;
  from: Mailbox;
  to: Mailbox[];
  cc?: Mailbox[];
  replyTo?: Mailbox;
  /** ISO 8601. */ date: string;
  text: string;
  replyOf?: string;
  headers?: Record<string, string>;
};

export const rep: Mailbox = { name: "Robin Vale", address: "rep@example.com" };
export const colleague: Mailbox = { name: "Priya Nair", address: "priya@example.com" };
export const dana: Mailbox = { name: "Dana Whitfield", address: "dana@harlow-marine.example" };
export const danaPlus: Mailbox = {
  name: "Dana Whitfield",
  address: "Dana+Orders@Harlow-Marine.example",
};
export const tom: Mailbox = { name: "Tom Okafor", address: "tom.okafor@kestrel-foods.example" };
export const wang: Mailbox = { name: "王晓明", address: "wang.xiaoming@mingtai.example" };
export const li: Mailbox = { name: "李娜", address: "li.na@mingtai.example" };
export const stranger: Mailbox = { name: "Jo Petrov", address: "jo@northwind-labs.example" };
export const freeStranger: Mailbox = { name: "Sam Lowe", address: "sam.lowe@gmail.com" };
export const newcomer: Mailbox = { name: "Pat Osei", address: "pat.osei@kestrel-foods.example" };
export const spoofer: Mailbox = {
  name: "Dana Whitfield (dana@harlow-marine.example)",
  address: "billing@payments-desk.example",
};
export const lookAlike: Mailbox = {
  name: "Dana Whitfield",
  address: "dana@harlow-rnarine.example",
};
export const hostile: Mailbox = {
  name: `<img src=x onerror="window.pwned=1"><b>Mallory</b>`,
  address: "mallory@odd-names.example",
};

export const messages: Message[] = [
  {
    key: "internal",
    subject: "Rota for next week",
    from: colleague,
    to: [rep],
    date: "2026-11-16T08:10:00Z",
    text: "Can you take Thursday?",
  },
  {
    key: "list",
    subject: "[sailmakers] Digest of the week",
    from: { name: "Sailmakers list", address: "sailmakers@lists.example.net" },
    to: [{ name: "Sailmakers", address: "sailmakers@lists.example.net" }],
    date: "2026-11-16T09:00:00Z",
    text: "Five new posts.",
    headers: {
      "List-Id": "Sailmakers <sailmakers.lists.example.net>",
      "List-Unsubscribe": "<mailto:leave@lists.example.net>",
      Precedence: "list",
    },
  },
  {
    key: "reply-to",
    subject: "Updated account details",
    from: dana,
    replyTo: { name: "Dana Whitfield", address: "dana.whitfield@freemail-desk.example" },
    to: [rep],
    date: "2026-11-16T10:00:00Z",
    text: "Please answer to my other address.",
  },
  {
    key: "spoofed",
    subject: "Invoice overdue",
    from: spoofer,
    to: [rep],
    date: "2026-11-16T11:00:00Z",
    text: "Pay today.",
  },
  {
    key: "look-alike",
    subject: "New bank account",
    from: lookAlike,
    to: [rep],
    date: "2026-11-16T11:30:00Z",
    text: "Our bank has changed.",
  },
  {
    key: "hostile",
    subject: `<script>window.pwned=1</script><img src=x onerror=alert(1)> & "quotes"`,
    from: hostile,
    to: [rep],
    date: "2026-11-16T12:00:00Z",
    text: "Nothing to see.",
  },
  {
    key: "stranger",
    subject: "Question about your winter range",
    from: stranger,
    to: [rep],
    date: "2026-11-17T08:00:00Z",
    text: "We met at the fair.",
  },
  {
    key: "free-stranger",
    subject: "Do you ship to Jersey?",
    from: freeStranger,
    to: [rep],
    date: "2026-11-17T08:30:00Z",
    text: "Thanks.",
  },
  {
    key: "newcomer",
    subject: "I take over from Tom",
    from: newcomer,
    to: [rep],
    date: "2026-11-17T08:40:00Z",
    text: "Hello from Kestrel.",
  },
  {
    key: "chinese",
    subject: "询价：十一月订单",
    from: wang,
    to: [rep],
    cc: [li, colleague],
    date: "2026-11-17T09:00:00Z",
    text: "您好，请报价。",
  },
  {
    key: "plus",
    subject: "Order 1182 arrived",
    from: danaPlus,
    to: [rep],
    date: "2026-11-17T10:00:00Z",
    text: "All well.",
  },
  {
    key: "thread",
    subject: "Joint delivery in December",
    from: dana,
    to: [rep],
    cc: [tom, colleague],
    date: "2026-11-18T09:00:00Z",
    text: "Could both orders come in one delivery?",
  },
  {
    key: "thread-2",
    subject: "Re: Joint delivery in December",
    from: tom,
    to: [dana, rep],
    cc: [colleague],
    date: "2026-11-18T10:00:00Z",
    text: "Fine with us.",
    replyOf: "thread",
  },
  {
    key: "renewal",
    subject: "Renewal for 2027",
    from: tom,
    to: [rep],
    date: "2026-11-19T09:00:00Z",
    text: "Send us the terms.",
  },
  {
    key: "outage",
    subject: "Sizes for the spring order",
    from: dana,
    to: [rep],
    date: "2026-11-19T10:00:00Z",
    text: "Sizes attached.",
  },
  {
    key: "outage-2",
    subject: "Colours for the spring order",
    from: dana,
    to: [rep],
    date: "2026-11-19T11:00:00Z",
    text: "Colours attached.",
  },
  {
    key: "killed",
    subject: "Sample boxes",
    from: tom,
    to: [rep],
    date: "2026-11-19T12:00:00Z",
    text: "Two, please.",
  },
  {
    key: "reload",
    subject: "Minutes of our meeting",
    from: dana,
    to: [rep],
    date: "2026-11-19T12:10:00Z",
    text: "As agreed.",
  },
  {
    key: "undo",
    subject: "Lunch on Friday?",
    from: tom,
    to: [rep],
    date: "2026-11-19T12:20:00Z",
    text: "Around one.",
  },
  {
    key: "window",
    subject: "Mooring fees",
    from: tom,
    to: [rep],
    date: "2026-11-19T12:22:00Z",
    text: "The same as last year?",
  },
  {
    key: "edit",
    subject: "Directions to your office",
    from: tom,
    to: [rep],
    date: "2026-11-19T12:25:00Z",
    text: "From the station?",
  },
  {
    key: "updated",
    subject: "Keys for the boathouse",
    from: dana,
    to: [rep],
    date: "2026-11-19T12:28:00Z",
    text: "With the harbour master.",
  },
  {
    key: "clicked",
    subject: "Berth for the winter",
    from: dana,
    to: [rep],
    date: "2026-11-19T12:29:00Z",
    text: "The same one, please.",
  },
  {
    key: "opened-after",
    subject: "Price list for traders",
    from: tom,
    to: [rep],
    date: "2026-11-19T12:29:30Z",
    text: "The new one?",
  },
  {
    key: "kept-waiting",
    subject: "Labels for the jars",
    from: tom,
    to: [rep],
    date: "2026-11-19T12:29:40Z",
    text: "Round ones.",
  },
  {
    key: "thrown-away",
    subject: "Lids for the jars",
    from: tom,
    to: [rep],
    date: "2026-11-19T12:29:50Z",
    text: "Golden ones.",
  },
  {
    key: "worker-killed",
    subject: "Parking at the site",
    from: dana,
    to: [rep],
    date: "2026-11-19T12:30:00Z",
    text: "Gate two.",
  },
  {
    key: "other-user",
    subject: "Thank you for the call",
    from: dana,
    to: [rep, colleague],
    date: "2026-11-19T13:00:00Z",
    text: "It helped.",
  },
];

/** The Message-ID of one of the messages, with its angle brackets. */
export function messageIdOf(key: string): string {
  return `<${key}.20261118@rig.example.net>`;
}

/** One of the messages by its key. */
export function messageOf(key: string): Message {
  const message = messages.find((m) => m.key === key);
  if (message === undefined) throw new Error(`the rig has no message ${key}`);
  return message;
}

/** The raw RFC 5322 message. */
export function compose(message: Message): Promise<Buffer> {
  return new MailComposer({
    from: message.from,
    to: message.to,
    cc: message.cc,
    replyTo: message.replyTo,
    subject: message.subject,
    text: message.text,
    date: new Date(message.date),
    messageId: messageIdOf(message.key),
    headers: message.headers,
    inReplyTo: message.replyOf === undefined ? undefined : messageIdOf(message.replyOf),
    references: message.replyOf === undefined ? undefined : messageIdOf(message.replyOf),
  })
    .compile()
    .build();
}
