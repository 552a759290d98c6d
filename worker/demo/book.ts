/**
 * The demo book: customers with plausible histories, from a fixed seed. Nothing here is or was a
 * real person.
 */
import { seededRandom, type Random } from "./random.ts";
import { categories, chinese, comments, english, segments, subjects } from "./words.ts";

export type DemoCustomer = {
  id: string;
  kind: "company" | "person";
  name: string;
  segment: string;
  /** Address that the owner signs in with. */ owner?: string;
  contacts: { id: string; name: string; address: string }[];
};
export type DemoTransaction = {
  order: string;
  customer: string;
  at: number;
  amount: number;
  category: string;
};
export type DemoInteraction = {
  id: string;
  customer: string;
  kind: string;
  direction: "in" | "out";
  at: number;
  subject: string;
  minutes?: number;
};
export type DemoSatisfaction = {
  id: string;
  customer: string;
  metric: "nps" | "csat" | "ces";
  value: number;
  comment: string;
  source: "customer" | "rep";
  at: number;
};
/** Answers in the order of the dimensions: professionalism, expertise, rapport, benefit. */
export type DemoTrust = {
  id: string;
  customer: string;
  answers: [number, number, number, number];
  at: number;
};
export type DemoBook = {
  customers: DemoCustomer[];
  transactions: DemoTransaction[];
  interactions: DemoInteraction[];
  satisfaction: DemoSatisfaction[];
  trust: DemoTrust[];
};

/** The person whose mail the welcome page opens: bought often, then fell silent. */
export const demoAddress = "dana.whitfield@harlow-marine.example";

const day = 86_400_000;

/**
 * The habits of one customer: `interval` days between orders while active, `spend` per order,
 * `leaving` chance after each.
 */
type Habit = {
  interval: number;
  spend: number;
  leaving: number;
  talkative: number;
  content: number;
};

function habit(random: Random): Habit {
  return {
    interval: 7 / Math.max(random.gamma(0.9, 0.28), 0.012),
    spend: 4000 + random.gamma(1.6, 9000),
    leaving: Math.min(random.gamma(0.8, 0.14), 0.9),
    talkative: random.gamma(1.4, 0.9),
    content: Math.min(Math.max(0.68 + random.normal() * 0.2, 0.05), 0.98),
  };
}

function named(random: Random, index: number): DemoCustomer {
  const id = `D${String(index).padStart(5, "0")}`;
  const segment = random.pick(segments);
  if (random.chance(0.25)) {
    const place = random.whole(0, chinese.place.length - 1);
    const trade = random.whole(0, chinese.trade.length - 1);
    const domain = `${chinese.placeLatin[place]}-${chinese.tradeLatin[trade]}-${index}.example`;
    return {
      id,
      kind: "company",
      segment,
      name: `${chinese.place[place]}${chinese.trade[trade]}${random.pick(chinese.form)}`,
      contacts: contacts(random, id, domain, true),
    };
  }
  if (random.chance(0.15)) {
    const [person] = contacts(random, id, `mail-${index}.example`, false);
    if (person)
      return { id, kind: "person", segment: "Retail", name: person.name, contacts: [person] };
  }
  const place = random.pick(english.place);
  const trade = random.pick(english.trade);
  return {
    id,
    kind: "company",
    segment,
    name: `${place} ${trade} ${random.pick(english.form)}`,
    contacts: contacts(random, id, `${place}-${trade}-${index}.example`.toLowerCase(), false),
  };
}

function contacts(
  random: Random,
  id: string,
  domain: string,
  inChinese: boolean,
): DemoCustomer["contacts"] {
  return Array.from({ length: random.chance(0.3) ? 2 : 1 }, (_, n) => {
    if (inChinese) {
      const family = random.whole(0, chinese.family.length - 1);
      const given = random.whole(0, chinese.given.length - 1);
      return {
        id: `${id}-${n}`,
        name: `${chinese.family[family]}${chinese.given[given]}`,
        address: `${chinese.familyLatin[family]}.${chinese.givenLatin[given]}${n || ""}@${domain}`,
      };
    }
    const given = random.pick(english.given);
    const family = random.pick(english.family);
    return {
      id: `${id}-${n}`,
      name: `${given} ${family}`,
      address: `${given}.${family}${n || ""}@${domain}`.toLowerCase(),
    };
  });
}

/** Adds the orders, touches and answers of one customer up to `until`. */
function addHistory(
  book: DemoBook,
  customer: DemoCustomer,
  drives: Habit,
  first: number,
  until: number,
  random: Random,
): void {
  const language = /[\u4e00-\u9fff]/.test(customer.name) ? "zh" : "en";
  const { orders, at } = addOrders(book, customer, drives, first, until, random, language);
  const touches = Math.min(Math.round(drives.talkative * Math.sqrt(orders + 1) * 1.5), 40);
  const end = Math.min(at, until);
  for (let n = 0; n < touches; n++) {
    book.interactions.push({
      id: `${customer.id}-T${n}`,
      customer: customer.id,
      kind: random.chance(0.75) ? "email" : random.pick(["call", "meeting", "chat"]),
      direction: random.chance(0.55) ? "in" : "out",
      at: Math.round(first + (end - first) * random.next()),
      subject: random.pick(subjects[language]),
    });
  }
}

/** Adds orders with their refunds and answers; returns how many, and when the customer went. */
function addOrders(
  book: DemoBook,
  customer: DemoCustomer,
  drives: Habit,
  first: number,
  until: number,
  random: Random,
  language: "en" | "zh",
): { orders: number; at: number } {
  let at = first;
  let orders = 0;
  while (at < until && orders < 400) {
    const lines = random.chance(0.35) ? 2 : 1;
    for (let line = 0; line < lines; line++) {
      const amount = Math.round((drives.spend * (0.5 + random.next())) / lines);
      book.transactions.push({
        order: `${customer.id}-O${orders}`,
        customer: customer.id,
        at,
        amount,
        category:
          categories[(orders * 3 + line + customer.id.charCodeAt(4)) % categories.length] ??
          "Service",
      });
    }
    if (random.chance(0.03))
      book.transactions.push({
        order: `${customer.id}-R${orders}`,
        customer: customer.id,
        at: Math.min(at + 5 * day, until),
        amount: -Math.round(drives.spend * 0.3),
        category: "Service",
      });
    if (random.chance(0.12))
      book.satisfaction.push(
        answer(
          random,
          customer.id,
          drives.content,
          Math.min(at + 3 * day, until),
          orders,
          language,
        ),
      );
    orders++;
    if (random.chance(drives.leaving)) break;
    at += Math.max(day, random.wait(drives.interval * day));
  }
  return { orders, at };
}

function answer(
  random: Random,
  customer: string,
  content: number,
  at: number,
  n: number,
  language: "en" | "zh",
): DemoSatisfaction {
  const mood = Math.min(Math.max(content + random.normal() * 0.15, 0), 1);
  const comment = random.chance(0.4)
    ? random.pick(comments[mood > 0.5 ? "good" : "bad"][language])
    : "";
  const source = random.chance(0.7) ? ("customer" as const) : ("rep" as const);
  return source === "customer" && random.chance(0.5)
    ? {
        id: `${customer}-S${n}`,
        customer,
        metric: "nps",
        value: Math.round(mood * 10),
        comment,
        source,
        at,
      }
    : {
        id: `${customer}-S${n}`,
        customer,
        metric: "csat",
        value: 1 + Math.round(mood * 4),
        comment,
        source,
        at,
      };
}

const harlow: DemoCustomer = {
  id: "HARLOW",
  kind: "company",
  name: "Harlow Marine",
  segment: "Trade",
  contacts: [
    { id: "HARLOW-0", name: "Dana Whitfield", address: demoAddress },
    {
      id: "HARLOW-1",
      name: "Dana Whitfield (workshop)",
      address: "workshop@harlow-marine.example",
    },
  ],
};
const asia: DemoCustomer = {
  id: "HARLOWASIA",
  kind: "company",
  name: "哈洛亚洲",
  segment: "Export",
  contacts: [{ id: "HARLOWASIA-0", name: "王小明", address: "wang.xiaoming@harlow-asia.example" }],
};

/** Adds the two companies of the welcome page's thread, with all that a card can show. */
function addShowcase(book: DemoBook, until: number, random: Random): void {
  book.customers.push(harlow, asia);
  addShowcaseOrders(book, until, random);
  addShowcaseTouches(book, until);
  addShowcaseAnswers(book, until);
}

function addShowcaseOrders(book: DemoBook, until: number, random: Random): void {
  for (let n = 0, at = until - 41 * day; n < 38; n++, at -= (16 + ((n * 7) % 5)) * day) {
    book.transactions.push({
      order: `HARLOW-O${n}`,
      customer: harlow.id,
      at,
      amount: 14_000 + Math.round(random.next() * 9000),
      category: categories[n % 4] ?? "Valves",
    });
  }
  for (let n = 0, at = until - 12 * day; n < 9; n++, at -= 33 * day) {
    book.transactions.push({
      order: `HARLOWASIA-O${n}`,
      customer: asia.id,
      at,
      amount: 9_000 + Math.round(random.next() * 4000),
      category: "Fittings",
    });
  }
}

function addShowcaseTouches(book: DemoBook, until: number): void {
  const touch = (
    customer: string,
    n: number,
    kind: string,
    direction: "in" | "out",
    days: number,
    subject: string,
  ) =>
    book.interactions.push({
      id: `${customer}-T${n}`,
      customer,
      kind,
      direction,
      at: until - days * day,
      subject,
    });
  touch(harlow.id, 0, "email", "in", 6, "Order 48213: wrong valve size");
  touch(harlow.id, 1, "call", "out", 19, "Delivery dates");
  touch(harlow.id, 2, "email", "out", 38, "Your October order");
  touch(harlow.id, 3, "meeting", "out", 120, "Yard visit");
  touch(asia.id, 0, "email", "in", 9, "询价：不锈钢接头");
}

function addShowcaseAnswers(book: DemoBook, until: number): void {
  const said = (
    id: string,
    customer: string,
    metric: "nps" | "csat",
    value: number,
    source: "customer" | "rep",
    days: number,
    comment: string,
  ) =>
    book.satisfaction.push({
      id,
      customer,
      metric,
      value,
      source,
      comment,
      at: until - days * day,
    });
  // Asked twice, better the second time.
  book.trust.push({
    id: "HARLOW-Q0",
    customer: harlow.id,
    answers: [6, 6, 5, 5],
    at: until - 150 * day,
  });
  book.trust.push({
    id: "HARLOW-Q1",
    customer: harlow.id,
    answers: [6, 7, 6, 5],
    at: until - 12 * day,
  });
  said("HARLOW-S0", harlow.id, "csat", 4, "customer", 44, "");
  said("HARLOW-S1", harlow.id, "nps", 9, "customer", 130, "Good advice on the fittings");
  said("HARLOW-S2", harlow.id, "csat", 2, "rep", 6, "Annoyed about the wrong valves");
}

/**
 * A book of `size` customers whose histories end at `until` (milliseconds). The same size, seed and
 * until give the same book. About one in twelve has never bought; heavy and light buyers, loyal and
 * leaving ones are drawn per customer.
 */
export function demoBook({
  size,
  seed,
  until,
}: {
  size: number;
  seed: number;
  until: number;
}): DemoBook {
  const random = seededRandom(seed);
  const book: DemoBook = {
    customers: [],
    transactions: [],
    interactions: [],
    satisfaction: [],
    trust: [],
  };
  addShowcase(book, until, random);
  for (let index = book.customers.length; index < size; index++) {
    const customer = named(random, index);
    book.customers.push(customer);
    const first = until - Math.round((20 + random.next() * 1000) * day);
    if (random.chance(0.08)) continue;
    addHistory(book, customer, habit(random), first, until, random);
  }
  return book;
}
