/** Every state of the panel by name. */
import type { Card } from "../../shared/contract/card.ts";
import type { Draft, PanelState } from "../../extension/panel/state.ts";
import {
  arabic,
  asia,
  attack,
  cardLike,
  colleagues,
  customerId,
  dana,
  harlow,
  hostile,
  long,
  now,
  person,
  prospect,
  wang,
  welcome,
  winBack,
} from "./cards.ts";

const offeredDana = {
  name: "Dana Whitfield",
  address: "dana@harlow-marine.example",
  shown: "dana@harlow-marine.example",
  isDoubtful: false,
  cautions: [],
};

const email: Draft = {
  kind: "email",
  direction: "in",
  occurredAt: "2026-11-21T08:12:00Z",
  subject: "Order #48213: wrong valve size",
  note: null,
  minutes: null,
  behaviours: [],
};

/** Dana, whose telephone number the book has. */
const danaByTelephone = {
  ...dana,
  card: cardLike((card) => {
    card.contact = { ...card.contact!, telephone: "+44 20 7946 0018 ext 12" };
  }),
};

/** Dana's card with promises due on these days, made before and after we last wrote. */
const promised = (...days: string[]) =>
  cardLike((card) => {
    card.promises = days.map((dueOn, at) => ({
      id: customerId(60 + at),
      what: at === 0 ? "Send the terms" : "Ask the workshop whether the larger valve can be fitted",
      dueOn,
      madeAt: at === 0 ? "2026-10-20T09:00:00Z" : "2026-11-21T09:00:00Z",
      by: at === 0 ? "Robin" : null,
    }));
  });

/** Dana's card with an open case, as the action that it is. */
const followedUp = (part: Partial<NonNullable<Card["cases"]>[number]> = {}) =>
  cardLike((card) => {
    card.cases = [
      {
        id: customerId(70),
        reason: "wants_call",
        metric: "csat",
        score: 2,
        comment: "Two pallets came late, and nobody told us. The workshop stood still for a day…",
        state: "new",
        openedAt: "2026-11-20T13:00:00Z",
        dueAt: "2026-11-22T14:00:00Z",
        contactedAt: null,
        owner: "Robin",
        ...part,
      },
    ];
    const reason = { code: "case_new", parameters: { said: "both", metric: "csat", value: 2 } };
    card.scores.next.action = {
      ...card.scores.next.action!,
      id: "a:follow_up",
      key: "follow_up",
      reason,
    };
    card.scores.next.runnersUp = [];
  });

export const thread: PanelState = {
  open: "message 1",
  screen: "thread",
  connection: "online",
  people: [dana, wang, ...colleagues],
  selected: dana.address,
  offered: [],
  email,
  log: { state: "none" },
  customers: [],
  withoutAddress: [],
  waiting: 0,
  collapsed: false,
  theme: "light",
  locale: "en",
};
const offeringFair = cardLike((card) => {
  card.scores.next = {
    action: {
      id: "a:own_fair",
      key: "own_fair",
      reason: { code: "own_fair", parameters: { days: 40 } },
      worth: null,
      interval: null,
      probability: null,
      explanation: null,
    },
    runnersUp: [],
  };
});
const state = (part: Partial<PanelState>): PanelState => ({ ...thread, ...part });
const alone = (one: PanelState["people"][number], part: Partial<PanelState> = {}) =>
  state({ people: [one], selected: one.address, ...part });
const priya = person("priya@harlow-marine.example", "Priya Lee", {
  suggestion: { customerId: customerId(1), name: "Harlow Marine" },
});
const posingDana = person("dana@harlow-rnarine.example", "Dana Whitfield", {
  cautions: [
    {
      code: "look_alike_domain",
      parameters: { domain: "harlow-rnarine.example", known: "harlow-marine.example" },
    },
  ],
});
/** A stranger of a customer's name, at a domain that looks like theirs. */
const posingWang = person("wang@harlow-asla.example", "王小明", {
  cautions: [
    {
      code: "known_name_new_address",
      parameters: {
        name: "王小明",
        known: "wang@harlow-asia.example",
        address: "wang@harlow-asla.example",
      },
    },
    {
      code: "look_alike_domain",
      parameters: { domain: "harlow-asla.example", known: "harlow-asia.example" },
    },
  ],
});

export const states: Record<string, PanelState> = {
  customer: thread,
  telephone: state({ people: [danaByTelephone, wang] }),
  ownAction: state({
    people: [{ ...dana, card: offeringFair }, wang],
    user: { id: "u", manages: false, name: "Robin Vale" },
    words: {
      tier: { high: "Gold" },
      action: { own_fair: "Invite them to the trade fair" },
      reason: { own_fair: "They have bought a lot, and nobody has met them for long." },
      text: {
        own_fair:
          "Hello {name},\n\nit has been {days} days since your last order. May I invite {company} to our stand?\n\n{me}",
      },
    },
  }),
  caution: state({ people: [dana, posingWang], selected: posingWang.address }),
  cautionOfCustomer: state({
    people: [
      {
        ...dana,
        cautions: [
          {
            code: "reply_to_elsewhere",
            parameters: { replyTo: "dana@harlow-rnarine.example", address: dana.address },
          },
        ],
      },
      wang,
    ],
  }),
  cautionElsewhere: state({ people: [dana, posingDana, posingWang] }),
  strangerDoubted: alone({
    ...priya,
    cautions: [
      {
        code: "reply_to_elsewhere",
        parameters: { replyTo: "priya@harlow-rnarine.example", address: priya.address },
      },
    ],
  }),
  machine: state({
    people: [person("list@ours.example", "Sales list", { status: "muted", machine: true })],
    selected: null,
  }),
  listToo: state({
    people: [
      dana,
      ...colleagues,
      person("list@ours.example", "Sales list", { status: "muted", machine: true }),
    ],
  }),
  proofs: state({
    people: [
      {
        ...dana,
        kept: [
          {
            slot: "outcome",
            id: "outcome-1",
            pending: false,
            at: "2026-11-21T14:03:00Z",
            what: "later",
            of: "a:call_before_lapse",
          },
          {
            slot: "satisfaction",
            id: "entry-2",
            pending: true,
            at: "2026-11-21T14:03:00Z",
            what: "",
            of: "",
          },
          {
            slot: "other",
            id: "call-3",
            pending: false,
            at: "2026-11-21T14:04:00Z",
            what: "meeting",
            of: "",
          },
        ],
      },
    ],
  }),
  logged: state({
    log: {
      state: "logged",
      interactionId: customerId(31),
      at: "2026-11-21T14:02:00Z",
      by: null,
      draft: email,
    },
  }),
  corrected: state({
    people: [
      dana,
      ...colleagues,
      person("news@ours.example", "News", {
        status: "muted",
        machine: true,
        decision: "machine",
      }),
    ],
  }),
  awaited: alone({
    ...dana,
    card: cardLike((card) => {
      card.scoredAt = "2026-11-18T03:00:00Z";
      card.touches = card.touches.slice(1);
      card.scores.next.action = winBack;
    }),
    openMessage: {
      direction: "in",
      at: "2026-11-18T09:12:00Z",
      isAnswered: false,
      decision: null,
    },
  }),
  awaitedProspect: alone(
    person("priya@harlow-marine.example", "Priya Lee", {
      card: {
        ...prospect,
        scores: { ...prospect.scores, next: { action: welcome, runnersUp: [] } },
      },
      openMessage: {
        direction: "in",
        at: "2026-11-21T08:12:00Z",
        isAnswered: false,
        decision: null,
      },
    }),
  ),
  silenced: alone(
    {
      ...dana,
      card: cardLike((card) => {
        const [me, kim] = [customerId(90), customerId(91)];
        card.scores.next.silenced = [
          {
            key: "executive_review",
            outcome: "later",
            at: "2026-11-20T09:00:00Z",
            until: "2026-11-27T09:00:00Z",
            by: [{ id: customerId(41), user: me }],
          },
          {
            key: "ask_satisfaction",
            outcome: "done",
            at: "2026-11-10T09:00:00Z",
            until: "2027-02-08T09:00:00Z",
            by: [
              { id: customerId(42), user: me },
              { id: customerId(43), user: me },
            ],
          },
          {
            key: "ask_referral",
            outcome: "not_useful",
            at: "2026-11-02T09:00:00Z",
            until: "2027-05-01T09:00:00Z",
            by: [{ id: customerId(44), user: kim }],
          },
        ];
      }),
    },
    { user: { id: customerId(90), manages: false } },
  ),
  home: state({
    screen: "home",
    people: [],
    selected: null,
    email: null,
    home: { canLeave: false, isAsked: false },
  }),
  todayFolded: state({
    screen: "home",
    people: [],
    selected: null,
    email: null,
    home: { canLeave: false, isAsked: false },
    collapsed: true,
  }),
  homeOverMail: state({ screen: "home", email: null, home: { canLeave: true, isAsked: true } }),
  found: alone(dana, {
    screen: "found",
    email: null,
    home: { canLeave: false, isAsked: false },
  }),
  followUp: alone({ ...dana, card: followedUp() }),
  followUpOverdue: alone({
    ...dana,
    card: followedUp({ dueAt: "2026-11-20T14:00:00Z", openedAt: "2026-11-18T14:00:00Z" }),
  }),
  followUpContacted: alone({
    ...dana,
    card: followedUp({ state: "contacted", contactedAt: "2026-11-20T15:30:00Z" }),
  }),
  promised: alone({ ...dana, card: promised("2026-11-24", "2026-12-04") }),
  promiseDue: alone({ ...dana, card: promised("2026-11-19", "2026-11-21") }),
  promiseMoved: alone({
    ...dana,
    card: promised("2026-11-27"),
    kept: [
      {
        slot: "promise",
        id: "promise-outcome-1",
        pending: false,
        at: now,
        what: "moved",
        of: customerId(60),
      },
    ],
  }),
  complaint: alone(
    person("dana@harlow-marine.example", "Dana Whitfield", {
      card: cardLike((card) => {
        card.scores.next.action = {
          ...card.scores.next.action!,
          key: "solve_complaint",
          reason: { code: "complaint_unsolved", parameters: { days: 4 } },
          worth: null,
          interval: null,
          probability: null,
          explanation: null,
        };
        card.scores.next.runnersUp = [];
      }),
    }),
  ),
  severalCustomers: state({
    customers: ["Harlow Marine", "哈洛亚洲", "Kestrel Optics"].map((name, at) => ({
      customerId: customerId(at + 1),
      name,
      log: { state: "none" },
    })),
  }),
  severalSomeLogged: state({
    log: {
      state: "logged",
      interactionId: customerId(31),
      at: "2026-11-21T14:02:00Z",
      by: null,
      draft: email,
    },
    customers: ["Harlow Marine", "哈洛亚洲", "Kestrel Optics"].map((name, at) => ({
      customerId: customerId(at + 1),
      name,
      log:
        at > 1
          ? { state: "none" }
          : {
              state: "logged",
              interactionId: customerId(31 + at),
              at: "2026-11-21T14:02:00Z",
              by: null,
              draft: email,
            },
    })),
  }),
  loggedByOther: state({
    log: {
      state: "logged",
      interactionId: customerId(31),
      at: "2026-11-03T14:02:00Z",
      by: "Dana",
      draft: email,
    },
  }),
  loggedEdited: state({
    log: {
      state: "logged",
      interactionId: customerId(31),
      at: "2026-11-03T14:02:00Z",
      by: null,
      edited: { by: "Maya Chen", at: "2026-11-04T09:30:00Z" },
      draft: email,
    },
  }),
  pending: state({
    connection: "failing",
    waiting: 1,
    log: { state: "pending", id: "1", reason: "unavailable" },
    people: [{ ...dana, stale: true }],
  }),
  offline: state({
    connection: "offline",
    waiting: 2,
    people: [{ ...dana, stale: true }, wang],
    log: { state: "pending", id: "1", reason: null },
  }),
  loading: alone(person("dana@harlow-marine.example", "Dana Whitfield", { status: "loading" })),
  nothingRemembered: alone(
    person("dana@harlow-marine.example", "Dana Whitfield", { status: "loading" }),
    { connection: "offline" },
  ),
  stranger: alone(priya),
  strangerWaits: alone(
    {
      ...priya,
      kept: [
        {
          slot: "added",
          id: "entry-5",
          pending: true,
          at: "2026-11-21T14:03:00Z",
          what: "contact",
          of: "Harlow Marine",
        },
      ],
    },
    { connection: "offline", waiting: 1 },
  ),
  added: alone({
    ...dana,
    kept: [
      {
        slot: "added",
        id: customerId(2),
        pending: false,
        at: "2026-11-21T14:03:00Z",
        what: "contact",
        of: "Harlow Marine",
      },
    ],
  }),
  strangerOfNoCompany: alone(person("sam.lowe@gmail.com", "Sam Lowe")),
  strangerNoCompany: alone(person("someone@mail.example", null, { company: "Mail" })),
  unscored: alone(person("dana@harlow-marine.example", "Dana Whitfield", { status: "customer" })),
  noPurchases: alone(person("priya@harlow-marine.example", "Priya Lee", { card: prospect })),
  notIdentified: alone(person("wang@harlow-asia.example", "王小明", { card: asia })),
  signedOut: state({ screen: "signed_out", people: [], selected: null, email: null }),
  signedOutFolded: state({ screen: "signed_out", collapsed: true }),
  internal: state({ people: colleagues, selected: null }),
  withoutAddress: alone(dana, { withoutAddress: ["Tom Okafor", "李娜"] }),
  namesAlone: state({ people: colleagues, selected: null, withoutAddress: ["Tom Okafor", "李娜"] }),
  unreadable: state({ screen: "unreadable", people: [], selected: null, email: null }),
  unreadableFound: state({
    screen: "unreadable",
    people: [dana],
    selected: dana.address,
    email: null,
  }),
  offer: state({
    screen: "offer",
    people: [],
    selected: null,
    email: null,
    offered: [
      offeredDana,
      {
        name: "Dana Whitfield",
        address: "dana@harlow-marlne.example",
        shown: "dana@harlow-marlne.example",
        isDoubtful: true,
        cautions: [
          {
            code: "look_alike_domain",
            parameters: { domain: "harlow-marlne.example", known: "harlow-marine.example" },
          },
        ],
      },
      {
        name: null,
        address: "someone@mail.example",
        shown: "someone@mail.example",
        isDoubtful: true,
        cautions: [],
      },
    ],
  }),
  unnamed: state({ email: null }),
  painting: state({ screen: "painting", people: [], selected: null, email: null }),
  chosen: alone(dana, { offered: [offeredDana] }),
  compose: state({ screen: "compose", people: [dana, wang], email: null }),
  composeLogs: alone(dana, {
    screen: "compose",
    email: null,
    writing: {
      subject: "Terms for 2027",
      customers: ["Harlow Marine"],
      tellsSending: true,
      logsSent: true,
    },
  }),
  composeUntold: alone(dana, {
    screen: "compose",
    email: null,
    writing: {
      subject: "Terms for 2027",
      customers: ["Harlow Marine", "哈洛亚洲"],
      tellsSending: false,
      logsSent: false,
    },
  }),
  composeLogged: alone(dana, {
    screen: "compose",
    email: null,
    writing: {
      subject: "Terms for 2027",
      customers: ["Harlow Marine"],
      tellsSending: false,
      logsSent: false,
      isLogged: true,
    },
  }),
  sentRefused: alone({
    ...dana,
    kept: [
      {
        slot: "other",
        id: "entry",
        what: "email",
        of: "",
        pending: false,
        at: "2026-11-18T09:12:00Z",
        refused: "forbidden",
      },
    ],
  }),
  composeEmpty: state({ screen: "compose", people: [], selected: null, email: null }),
  longNames: state({
    people: [
      person("m@donau.example", "Maximiliane", { card: long }),
      ...["Bartholomäus Schwarzenberger-Hohenlohe-Langenburg", "Kim", "Ли Цзян", "Noor"].map(
        (name, n) => person(`p${n}@donau.example`, name, { card: harlow }),
      ),
      person("x@donau.example", "Extra Person"),
    ],
    selected: "m@donau.example",
    email: { ...email, subject: null },
  }),
  rightToLeft: alone(person("a@navigation.example", "عبد الرحمن", { card: arabic })),
  attack: alone(
    person("x@evil.example", hostile, {
      card: attack,
      cautions: [
        {
          code: "known_name_new_address",
          parameters: { name: hostile, known: "a@b.example", address: "x@evil.example" },
        },
      ],
    }),
  ),
  attackStranger: alone(
    person("x@evil.example", hostile, { suggestion: { customerId: customerId(1), name: hostile } }),
  ),
  collapsed: state({ collapsed: true }),
  collapsedCaution: state({
    collapsed: true,
    people: [posingWang],
    selected: posingWang.address,
  }),
};
export { harlow, now };
