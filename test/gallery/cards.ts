/** Sample cards and people: plausible, invented, and hostile where a test wants it. */
import type { Askable, InvitationAnswer } from "../../shared/contract/survey.ts";
import type { Today } from "../../shared/contract/answers.ts";
import type { Action, Card, Explanation, Factor } from "../../shared/contract/card.ts";
import type { Person } from "../../extension/panel/state.ts";

/** The moment all samples are seen at. */
export const now = "2026-11-21T14:05:00Z";
const id = (n: number) => `0199a1b2-7c3d-7e4f-8a5b-${String(n).padStart(12, "0")}`;

/** An explanation whose total is the sum of its parts. */
export function explained(base: number, factors: Factor[], evidence: number): Explanation {
  return {
    base,
    factors,
    total: factors.reduce((sum, factor) => sum + factor.points, base),
    evidence,
  };
}

const call: Action = {
  id: "a:call_before_lapse",
  key: "call_before_lapse",
  worth: 31_000,
  interval: { low: 11_800, high: 51_200 },
  probability: 0.97,
  reason: { code: "silent_beyond_interval", parameters: { days: 41, intervalDays: 18 } },
  explanation: explained(
    0,
    [
      {
        code: "action_effect",
        points: 38_440,
        parameters: { shown: 1_412, heldBack: 158, days: 90 },
      },
      { code: "action_effort", points: -7_440, parameters: { effortAmount: 7_440 } },
    ],
    1_570,
  ),
};
/** Silence of orders, in days and in usual gaps. */
const silentFor = (days: number, intervalDays: number): Factor => ({
  code: "stage_silence_times",
  points: days / intervalDays,
  parameters: { days, intervalDays, times: days / intervalDays },
});

/** Nobody knows yet what it brings. */
const ask: Action = {
  id: "a:ask_trust",
  key: "ask_trust",
  worth: null,
  interval: null,
  probability: null,
  reason: { code: "trust_never_asked", parameters: { purchases: 9 } },
  explanation: null,
};
/** Suggestions of a score without the open message. */
export const winBack: Action = {
  ...ask,
  id: "a:win_back",
  key: "win_back",
  reason: { code: "lapsed", parameters: { days: 412, purchases: 9, totalAmount: 312_000 } },
};
export const welcome: Action = {
  ...ask,
  id: "a:welcome_prospect",
  key: "welcome_prospect",
  reason: { code: "new_prospect", parameters: { days: 6 } },
};
/** Compared, and no gain seen. */
const sell: Action = {
  id: "a:cross_sell",
  key: "cross_sell",
  worth: -320,
  interval: { low: -1_900, high: 1_150 },
  probability: 0.31,
  reason: {
    code: "bought_next",
    parameters: { category: "Sails", because: "Rope", share: 0.23, customers: 412, days: 91 },
  },
  explanation: explained(
    0,
    [
      {
        code: "action_effect",
        points: 180,
        parameters: { shown: 611, heldBack: 70, days: 90 },
      },
      { code: "action_effort", points: -500, parameters: { effortAmount: 500 } },
    ],
    681,
  ),
};

export const harlow: Card = {
  customer: {
    id: id(1),
    kind: "company",
    name: "Harlow Marine",
    externalId: "C-1041",
    segment: null,
    since: "2021-03-02T00:00:00Z",
  },
  contact: { id: id(2), name: "Dana Whitfield" },
  lastPurchase: { at: "2026-10-11T10:00:00Z", amount: 18_600 },
  scores: {
    tier: {
      tier: "high",
      score: 81.42,
      explanation: explained(
        0,
        [
          { code: "tier_value", points: 46.37, parameters: { percentile: 93, weight: 0.5 } },
          { code: "tier_loyalty", points: 16.2, parameters: { percentile: 81, weight: 0.2 } },
          { code: "tier_potential", points: 7.35, parameters: { percentile: 49, weight: 0.15 } },
          { code: "tier_engagement", points: 11.5, parameters: { percentile: 77, weight: 0.15 } },
          { code: "tier_begins", points: 0, parameters: { high: 75.4, mid: 49.2 } },
        ],
        33,
      ),
    },
    trust: {
      score: 72,
      low: 60,
      high: 84,
      change: 4,
      dimensions: [
        { dimension: "professionalism", score: 78, low: 64, high: 92, evidence: 2 },
        { dimension: "expertise", score: 70, low: 55, high: 85, evidence: 2 },
        { dimension: "rapport", score: 68, low: 50, high: 86, evidence: 1 },
        { dimension: "benefit", score: null, low: null, high: null, evidence: 0 },
      ],
      explanation: explained(
        58.2,
        [
          {
            code: "trust_answer_customer",
            points: 9.33,
            parameters: { dimension: "professionalism", count: 2, date: "2026-09-12T00:00:00Z" },
          },
          {
            code: "trust_answer_customer",
            points: 5.54,
            parameters: { dimension: "expertise", count: 2, date: "2026-09-12T00:00:00Z" },
          },
          {
            code: "trust_answer_customer",
            points: -1.07,
            parameters: { dimension: "rapport", count: 1, date: "2026-05-12T00:00:00Z" },
          },
        ],
        2,
      ),
      ours: {
        score: 64,
        low: 48,
        high: 79,
        change: -2,
        dimensions: [
          { dimension: "professionalism", score: 75, low: 55, high: 91, evidence: 3 },
          { dimension: "expertise", score: 67, low: 22, high: 97, evidence: 1 },
          { dimension: "rapport", score: null, low: null, high: null, evidence: 0 },
          { dimension: "benefit", score: null, low: null, high: null, evidence: 0 },
        ],
        explanation: explained(
          50,
          [
            {
              code: "trust_promise_kept",
              points: 9.7,
              parameters: { dimension: "professionalism", count: 3, date: "2026-11-02T00:00:00Z" },
            },
            {
              code: "trust_complaint_solved",
              points: 4.3,
              parameters: { dimension: "expertise", count: 1, date: "2026-10-14T00:00:00Z" },
            },
          ],
          4,
        ),
      },
      book: { questionnaires: 143, fitted: true, items: 4, complete: 120, alpha: 0.86 },
    },
    value: {
      lifetimeValue: 124_000,
      months: 12,
      currency: "GBP",
      expectedPurchases: 6.7,
      probabilityAlive: 0.73,
      range: { low: 61_300, high: 178_400 },
      chance: {
        probability: 0.41,
        horizonDays: 365,
        explanation: explained(
          58,
          [
            { code: "chance_purchases", points: 26, parameters: { purchases: 23 } },
            { code: "chance_silence", points: -43, parameters: { days: 41 } },
            { code: "chance_held", points: 0, parameters: { bought: 42, customers: 214 } },
            { code: "chance_alive", points: 0, parameters: { probability: 0.73 } },
          ],
          23,
        ),
      },
      model: "bg_nbd",
      identified: true,
      explanation: explained(
        41_250,
        [
          {
            code: "value_purchase_rate",
            points: 96_333,
            parameters: { purchases: 9.2, months: 12 },
          },
          {
            code: "value_spend",
            points: 32_280,
            parameters: { spendAmount: 18_600, typicalAmount: 15_100 },
          },
          { code: "value_still_customer", points: -45_863, parameters: { probability: 0.73 } },
        ],
        23,
      ),
    },
    rfm: {
      recency: 3,
      frequency: 5,
      monetary: 4,
      segment: "loyal",
      recencyDays: 41,
      purchases: 23,
      total: 428_600,
      explanation: explained(
        0,
        [
          { code: "rfm_recency", points: 3, parameters: { days: 41 } },
          { code: "rfm_frequency", points: 5, parameters: { purchases: 23 } },
          { code: "rfm_monetary", points: 4, parameters: { totalAmount: 428_600 } },
        ],
        23,
      ),
    },
    stage: {
      stage: "at_risk",
      explanation: explained(
        0,
        [
          silentFor(41, 18),
          { code: "stage_age", points: 0, parameters: { days: 2090, purchases: 23 } },
          {
            code: "stage_chance",
            points: 0,
            parameters: { probability: 0.41, mean: 0.58, days: 365 },
          },
          { code: "stage_alive", points: 0, parameters: { probability: 0.73 } },
        ],
        23,
      ),
    },
    satisfaction: {
      customer: {
        score: 78,
        change: -6,
        explanation: explained(
          0,
          [
            {
              code: "satisfaction_csat",
              points: 52,
              parameters: { count: 2, value: 4, date: "2026-11-02T09:00:00Z" },
            },
            {
              code: "satisfaction_nps",
              points: 26,
              parameters: { count: 1, value: 9, date: "2026-06-02T09:00:00Z" },
            },
          ],
          3,
        ),
        latest: [
          { id: id(11), metric: "csat", value: 4, comment: null, at: "2026-11-02T09:00:00Z" },
          { id: id(12), metric: "csat", value: 4, comment: null, at: "2026-08-02T09:00:00Z" },
          { id: id(13), metric: "nps", value: 9, comment: null, at: "2026-06-02T09:00:00Z" },
        ],
      },
      rep: {
        score: null,
        change: null,
        explanation: null,
        latest: [
          {
            id: id(14),
            metric: "csat",
            value: 2,
            comment: "Annoyed about the wrong valves",
            at: "2026-11-20T09:00:00Z",
          },
        ],
      },
    },
    next: { action: call, runnersUp: [ask, sell] },
    loyalty: {
      score: 70,
      active: 13,
      periods: 18,
      periodDays: 91,
      explanation: explained(
        50,
        [
          { code: "loyalty_came_back", points: 32.5, parameters: { periods: 13, days: 91 } },
          { code: "loyalty_stayed_away", points: -12.5, parameters: { periods: 5, days: 91 } },
        ],
        23,
      ),
    },
    abc: {
      class: "a",
      share: 0.012,
      windowDays: 365,
      explanation: explained(
        0,
        [
          {
            code: "abc_share_lately",
            points: 1.2,
            parameters: { totalAmount: 167_400, bookAmount: 13_950_000, days: 365 },
          },
        ],
        23,
      ),
    },
    relationship: {
      score: 74,
      type: "relational",
      explanation: explained(
        0,
        [
          {
            code: "relationship_economic",
            points: 37.2,
            parameters: { percentile: 93, weight: 0.4 },
          },
          { code: "relationship_trust", points: 18, parameters: { score: 72, weight: 0.25 } },
          {
            code: "relationship_emotional",
            points: 15.6,
            parameters: { score: 78, source: "customer", weight: 0.2 },
          },
          { code: "relationship_trend", points: -0.6, parameters: { change: -6 } },
          {
            code: "relationship_information",
            points: 3.8,
            parameters: { answers: 3, comments: 1, referrals: 0, kinds: 3, weight: 0.15 },
          },
        ],
        37,
      ),
      typeExplanation: explained(
        0,
        [
          { code: "type_purchases", points: 40, parameters: { type: "transactional", count: 23 } },
          { code: "type_contacts", points: 34, parameters: { type: "relational", count: 18 } },
          { code: "type_trust_answers", points: 14, parameters: { type: "relational", count: 2 } },
          { code: "type_answers", points: 12, parameters: { type: "experiential", count: 3 } },
        ],
        45,
      ),
    },
    cluster: {
      name: "frequency_high_value_high",
      size: 312,
      explanation: explained(
        0,
        [
          { code: "cluster_value", points: 2.4, parameters: { deviations: 1.7, centre: 1.3 } },
          { code: "cluster_frequency", points: 1.2, parameters: { deviations: 1.1, centre: 0.8 } },
          { code: "cluster_silence", points: 0.7, parameters: { deviations: -0.2, centre: -0.9 } },
        ],
        23,
      ),
    },
    affinity: {
      category: "Sails",
      because: "Rope",
      support: 0.06,
      confidence: 0.31,
      lift: 1.8,
      backTest: { rate: 0.23, customers: 412, days: 91 },
      explanation: explained(
        9.2,
        [{ code: "affinity_because", points: 13.8, parameters: { because: "Rope", lift: 1.8 } }],
        412,
      ),
    },
    warning: {
      level: "act",
      signs: [
        {
          code: "chance_fell",
          parameters: { earlierProbability: 0.66, probability: 0.41, days: 90 },
        },
        { code: "silent", parameters: { days: 41, intervalDays: 18 } },
      ],
    },
  },
  colleagues: [
    { name: "Robin Vale", contacts: 12, lastAt: "2026-11-03T10:00:00Z" },
    { name: "Maya Chen", contacts: 5, lastAt: "2026-10-14T10:00:00Z" },
    { name: "Sasha Lind", contacts: 2, lastAt: "2025-06-02T10:00:00Z" },
    { name: "Kim Oduya", contacts: 1, lastAt: "2024-02-20T10:00:00Z" },
  ],
  touches: [
    {
      id: id(21),
      kind: "email",
      direction: "in",
      at: "2026-11-21T08:12:00Z",
      subject: "Order #48213: wrong valve size",
      note: null,
      minutes: null,
      behaviours: [],
      by: null,
    },
    {
      id: id(22),
      kind: "call",
      direction: "out",
      at: "2026-11-02T11:00:00Z",
      subject: null,
      note: "Delivery dates",
      minutes: 6,
      behaviours: [],
      by: "Sam",
    },
    {
      id: id(23),
      kind: "case",
      direction: null,
      at: "2026-10-14T11:00:00Z",
      subject: "Complaint solved in 1 day",
      note: null,
      minutes: null,
      behaviours: ["complaint_solved"],
      by: "Sam",
    },
    {
      id: id(24),
      kind: "meeting",
      direction: null,
      at: "2025-12-03T11:00:00Z",
      subject: null,
      note: null,
      minutes: 45,
      behaviours: [],
      by: "Sam",
    },
  ],
  version: { card: 3, model: 3, policy: 2 },
  scoredAt: "2026-11-21T02:10:00Z",
};

/** A copy of `harlow` with parts of it changed. */
export function cardLike(change: (card: Card) => void): Card {
  const card = structuredClone(harlow);
  change(card);
  return card;
}

/** Bought twice, never asked, the model cannot tell. */
export const asia = cardLike((card) => {
  card.customer = { ...card.customer, id: id(3), name: "Harlow Asia", since: null };
  card.contact = { id: id(4), name: "王小明" };
  card.scores.tier = { tier: "mid", score: null, explanation: null };
  card.scores.trust = {
    score: null,
    low: null,
    high: null,
    change: null,
    dimensions: [],
    explanation: null,
    ours: {
      score: 59.09,
      low: 30,
      high: 86,
      change: null,
      dimensions: [{ dimension: "rapport", score: 59.09, low: 30, high: 86, evidence: 2 }],
      explanation: explained(
        50,
        [
          {
            code: "trust_reply_given",
            points: 9.09,
            parameters: { dimension: "rapport", count: 2, date: "2026-11-02T00:00:00Z" },
          },
        ],
        2,
      ),
    },
    book: { questionnaires: 12, fitted: false, items: 4, complete: 12, alpha: null },
  };
  card.scores.value = {
    ...card.scores.value,
    lifetimeValue: null,
    probabilityAlive: null,
    chance: null,
    model: "nbd",
    identified: false,
    explanation: null,
  };
  card.lastPurchase = { at: "2026-11-09T10:00:00Z", amount: 18_600 };
  card.scores.rfm = {
    ...card.scores.rfm!,
    segment: "new_customers",
    recencyDays: 12,
    purchases: 2,
    total: 37_200,
    explanation: explained(
      0,
      [
        { code: "rfm_recency", points: 5, parameters: { days: 12 } },
        { code: "rfm_frequency", points: 1, parameters: { purchases: 2 } },
        { code: "rfm_monetary", points: 2, parameters: { totalAmount: 37_200 } },
      ],
      2,
    ),
  };
  card.scores.stage = {
    stage: "new",
    explanation: explained(
      0,
      [silentFor(12, 60), { code: "stage_age", points: 0, parameters: { days: 40, purchases: 2 } }],
      2,
    ),
  };
  card.scores.satisfaction = {
    customer: { score: null, change: null, explanation: null, latest: [] },
    rep: { score: null, change: null, explanation: null, latest: [] },
  };
  Object.assign(card.scores, {
    loyalty: null,
    abc: null,
    cluster: null,
    affinity: null,
    warning: null,
    relationship: { score: null, explanation: null, type: null, typeExplanation: null },
  });
  card.scores.next = {
    action: { ...ask, reason: { code: "trust_never_asked", parameters: { purchases: 2 } } },
    runnersUp: [],
  };
  card.touches = [];
  card.colleagues = [];
});

/** Nothing bought yet. */
export const prospect = cardLike((card) => {
  card.customer = { ...card.customer, id: id(5), kind: "person", name: "Priya Lee", since: null };
  card.contact = { id: id(6), name: "Priya Lee" };
  card.lastPurchase = null;
  card.scores = {
    ...structuredClone(asia.scores),
    trust: { ...structuredClone(asia.scores.trust), ours: undefined },
    rfm: null,
    tier: { tier: "potential", score: null, explanation: null },
    stage: {
      stage: "prospect",
      explanation: explained(0, [{ code: "stage_no_purchase", points: 0 }], 0),
    },
    next: { action: null, runnersUp: [] },
  };
  card.touches = [];
  card.colleagues = [];
});

/** Every text as long as real ones get, amounts large, scores falling, once a large customer. */
export const long = cardLike((card) => {
  card.customer.name =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG";
  card.contact = { id: id(7), name: "Maximiliane Freifrau von Hohenstaufen-Schwarzenbergerhausen" };
  card.lastPurchase = { at: "2024-11-02T10:00:00Z", amount: 1_234_567_890 };
  const { value, trust, rfm, cluster } = card.scores;
  value.lifetimeValue = 1_234_567_800;
  value.explanation = explained(1_234_485_050, value.explanation!.factors, 23);
  value.chance!.explanation.factors[1]!.parameters = { days: 749 };
  card.scores.trust = { ...trust, score: 3, low: 0, high: 11, change: -12 };
  card.scores.trust.explanation = explained(-10.8, trust.explanation!.factors, 2);
  rfm!.recencyDays = 749;
  rfm!.explanation.factors[0]!.parameters = { days: 749 };
  cluster!.name = "silence_high_value_high";
  card.scores.abc = null;
  card.scores.warning = null;
  card.scores.stage = {
    stage: "churned",
    explanation: explained(0, [silentFor(749, 36)], 23),
  };
  const lapsed = { days: 749, purchases: 23, totalAmount: 9_876_543_210 };
  card.scores.next = {
    action: { ...winBack, reason: { code: "lapsed", parameters: lapsed } },
    runnersUp: [],
  };
  card.scores.satisfaction.rep.latest[0]!.comment =
    "Kraftfahrzeughaftpflichtversicherungsangelegenheiten seien „ungeklärt“, sagt sie, und die Lieferterminvereinbarungen auch; sie wird sich noch einmal melden, bevor das Quartal endet, spätestens aber vor Weihnachten.";
  card.touches[0]!.subject =
    "AW: AW: WG: Lieferterminvereinbarung für die Donaudampfschifffahrtsventile, zweite Mahnung, bitte um Rückmeldung bis Freitag";
});

export const arabic = cardLike((card) => {
  card.customer.name = "شركة البحر الأبيض المتوسط للملاحة";
  card.contact = { id: id(8), name: "عبد الرحمن بن محمد الأنصاري" };
  card.touches[0]!.subject = "طلب عرض أسعار للصمامات";
});

/** Markup and marks that hostile mail puts where text is expected. */
export const hostile = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>{name}\u202e${"A".repeat(80)}`;
export const attack = cardLike((card) => {
  card.customer.name = hostile;
  card.contact = { id: id(9), name: hostile };
  card.touches[0]!.subject = hostile;
  card.scores.satisfaction.rep.latest[0]!.comment = hostile;
  card.scores.next.action!.reason = { code: "no_such_reason", parameters: { category: hostile } };
  card.scores.next.action!.key = "no_such_action";
  card.scores.tier.explanation!.factors[0]!.code = "no_such_factor";
});

/** A person of a thread, online and known unless said otherwise. */
export function person(address: string, name: string | null, part: Partial<Person> = {}): Person {
  return {
    name,
    address,
    status: part.card === undefined || part.card === null ? "unknown" : "customer",
    card: null,
    stale: false,
    suggestion: null,
    cautions: [],
    kept: [],
    ...part,
  };
}
export const dana = person("dana@harlow-marine.example", "Dana Whitfield", { card: harlow });
export const wang = person("wang@harlow-asia.example", "王小明", { card: asia });
export const colleagues = [
  person("sam@ours.example", "Sam Okoro", { status: "muted" }),
  person("mina@ours.example", "Mina Park", { status: "muted" }),
];
export const customerId = id;

/** A rep's day: something owed, something worth it, a warning, two promises. */
export const today: Today = {
  customers: [
    {
      customer: { id: id(1), name: "Harlow Marine", tier: "high", stage: "at_risk" },
      contact: { name: "Dana Whitfield", address: "dana@harlow-marine.example" },
      action: {
        ...ask,
        id: "a:solve_complaint",
        key: "solve_complaint",
        reason: { code: "complaint_unsolved", parameters: { days: 4 } },
      },
      warning: null,
    },
    {
      customer: { id: id(3), name: "哈洛亚洲", tier: "mid", stage: "growing" },
      contact: null,
      action: call,
      warning: {
        level: "act",
        signs: [{ code: "silent", parameters: { days: 41, intervalDays: 18 } }],
      },
    },
    {
      customer: { id: id(7), name: "Kestrel Optics", tier: "low", stage: "at_risk" },
      contact: { name: null, address: "buying@kestrel-optics.example" },
      action: null,
      warning: {
        level: "act",
        signs: [
          {
            code: "chance_fell",
            parameters: { earlierProbability: 0.66, probability: 0.41, days: 90 },
          },
        ],
      },
    },
  ],
  moreCustomers: true,
  promises: [
    {
      customer: { id: id(1), name: "Harlow Marine", tier: "high", stage: "at_risk" },
      contact: { name: "Dana Whitfield", address: "dana@harlow-marine.example" },
      promise: {
        id: id(60),
        what: "Send the terms",
        dueOn: "2026-11-20",
        madeAt: "2026-11-17T09:00:00Z",
        by: "Robin",
      },
    },
    {
      customer: { id: id(7), name: "Kestrel Optics", tier: "low", stage: "at_risk" },
      contact: null,
      promise: {
        id: id(61),
        what: "Call about the lenses",
        dueOn: "2026-11-23",
        madeAt: "2026-11-17T09:00:00Z",
        by: "Robin",
      },
    },
  ],
  morePromises: false,
};

const languages = ["en", "zh-CN", "de"];
const surveyNamed = (id: string, more: Partial<Askable["surveys"][number]> = {}) => ({
  id,
  name: id,
  languages,
  isReady: true,
  hasRow: true,
  refusal: null,
  ...more,
});
/** A contact who may be asked about all but trust. */
export const askable: Askable = {
  surveys: [
    surveyNamed("after_contact"),
    surveyNamed("relationship"),
    surveyNamed("trust", {
      refusal: {
        code: "trust_asked_recently",
        askedAt: "2026-10-12T09:00:00Z",
        until: "2027-04-10T09:00:00Z",
      },
    }),
    surveyNamed("effort"),
    surveyNamed("own_delivery", { name: "Delivery", isReady: false, hasRow: false }),
  ],
  last: null,
  isOptedOut: false,
};

/** A link that was made for them. */
export const invited: InvitationAnswer = {
  outcome: "invited",
  invitation: {
    id: id(90),
    surveyId: "after_contact",
    version: 1,
    language: "en",
    createdAt: now,
    expiresAt: "2026-12-21T09:00:00Z",
  },
  url: "https://regards.example/s/0123456789abcdefghijkl01234567",
  unsubscribeUrl: "https://regards.example/s/0123456789abcdefghijkl01234567/stop",
  sentence: "How satisfied were you this time? It takes ten seconds.",
  row: {
    label: "How satisfied are you with our last contact?",
    low: "Very dissatisfied",
    high: "Very satisfied",
    scores: [1, 2, 3, 4, 5],
  },
};
