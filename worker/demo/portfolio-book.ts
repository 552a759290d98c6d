/**
 * The demo book as the portfolio shows it best: what a real book has and the plain draws lack.
 * Orders follow the seasons, customers won in one quarter were lost soon after, owners carry uneven
 * loads, calls and meetings took time, and what customers say of us moves their satisfaction in
 * different degrees. From a seed, as `demoBook`.
 */
import { demoBook, type DemoBook, type DemoCustomer } from "./book.ts";
import { type Random, seededRandom } from "./random.ts";

const day = 86_400_000;
const month = 30.4 * day;

/** The people of the demo who own customers, and the share of customers that each has. */
export const demoOwners = [
  // Whom `npm start` pairs: Today has something for them.
  { name: "Priya Langley", address: "you@example.com", share: 0.4 },
  { name: "Tomas Kerr", address: "tomas@regards-demo.example", share: 0.26 },
  { name: "Hanna Nyman", address: "hanna@regards-demo.example", share: 0.17 },
  { name: "June Okafor", address: "june@regards-demo.example", share: 0.08 },
] as const;

/** Shares of orders kept in each month, January first: boats are fitted out in spring. */
const season = [0.55, 0.65, 0.85, 1, 1, 0.95, 0.8, 0.7, 0.75, 0.7, 0.6, 0.45];

/** Customers who came so many quarters ago were lost: of their later orders few are left. */
const lost = { quartersAgo: 5, afterDays: 45, kept: 0.06 };

/** Weights of what customers think of us in what they say of us. */
const weights = [0.5, 0.26, 0.14, 0.04] as const;
/** Months ago in which deliveries were late, and how much worse everybody was off. */
const trouble = { from: 8, to: 5, mood: 0.22 };

const quarterOf = (at: number) => {
  const date = new Date(at);
  return 4 * date.getUTCFullYear() + Math.floor(date.getUTCMonth() / 3);
};

/** The number of the order that a fact belongs to: D00012-O3, D00012-R3, D00012-S3. */
const orderOf = (id: string) => id.replace(/-[ORS](\d+)$/, "-O$1");
const isShowcase = (customer: string) => customer.startsWith("HARLOW");

/** Orders that seasons and the lost quarter leave, the first of each customer always. */
function keptOrders(book: DemoBook, until: number, random: Random): Set<string> {
  const first = new Map<string, number>();
  for (const { customer, at } of book.transactions)
    first.set(customer, Math.min(first.get(customer) ?? Infinity, at));
  const isLost = (at: number) => quarterOf(at) === quarterOf(until) - lost.quartersAgo;
  const kept = new Set<string>();
  const seen = new Set<string>();
  for (const { order, customer, at, amount } of book.transactions) {
    if (amount < 0 || seen.has(order)) continue;
    seen.add(order);
    const begun = first.get(customer)!;
    const isGone = isLost(begun) && at > begun + lost.afterDays * day;
    const chance = season[new Date(at).getUTCMonth()]! * (isGone ? lost.kept : 1);
    if (random.chance(chance) || at === begun || isShowcase(customer)) kept.add(order);
  }
  return kept;
}

/** The owner of a customer: one has the largest, and too many of them. */
function ownerOf(orders: number, random: Random): string | undefined {
  if (orders > 12 && random.chance(0.5)) return demoOwners[1].address;
  let left = random.next();
  return demoOwners.find(({ share }) => (left -= share) < 0)?.address;
}

function minutesOf(kind: string, random: Random): number | undefined {
  if (kind === "call") return random.whole(4, 35);
  if (kind === "meeting") return 15 * random.whole(2, 8);
  return random.chance(0.6) ? random.whole(3, 15) : undefined;
}

/** Customers with opinions: four between 0 and 1, of which each moves their mood by its weight. */
function opinionsOf(random: Random): number[] {
  const common = random.normal() * 0.1;
  return weights.map(() => Math.min(1, Math.max(0, 0.62 + common + random.normal() * 0.2)));
}

const moodOf = (opinions: readonly number[], at: number, until: number, random: Random) => {
  const said = opinions.reduce((sum, opinion, i) => sum + weights[i]! * opinion, 0.06);
  const ago = (until - at) / month;
  const worse = ago < trouble.from && ago >= trouble.to ? trouble.mood : 0;
  return Math.min(1, Math.max(0, said - worse + random.normal() * 0.09));
};

/** The answer that a mood gives on a metric's scale. */
const valueOf = {
  nps: (mood: number) => Math.round(10 * Math.min(1, 0.1 + 1.15 * mood)),
  csat: (mood: number) => 1 + Math.round(4 * Math.min(1, 0.05 + 1.1 * mood)),
  ces: (mood: number) => 1 + Math.round(6 * Math.min(1, 0.1 + mood)),
};

/** Adds what one customer answered over the last two years, and how they trust us. */
function addAnswers(
  book: DemoBook,
  { id }: DemoCustomer,
  opinions: readonly number[],
  until: number,
  random: Random,
): void {
  for (let wave = 0; wave < 8; wave++) {
    if (!random.chance(0.3)) continue;
    const at = Math.round(until - (wave + random.next()) * 3 * month);
    const metric = random.pick(["nps", "nps", "csat", "ces"] as const);
    const value = valueOf[metric](moodOf(opinions, at, until, random));
    const source = random.chance(0.85) ? "customer" : "rep";
    book.satisfaction.push({
      id: `${id}-W${wave}`,
      customer: id,
      metric,
      value,
      comment: "",
      source,
      at,
    });
  }
  for (let asked = 0; asked < (random.chance(0.3) ? 2 : 1); asked++) {
    const answers = opinions.map((opinion) =>
      Math.min(7, Math.max(1, Math.round(1 + 6 * opinion + random.normal() * 0.5))),
    ) as [number, number, number, number];
    const at = Math.round(until - (asked * 200 + random.next() * 180) * day);
    book.trust.push({ id: `${id}-Q${asked}`, customer: id, answers, at });
  }
}

/** The demo book of `size` customers with histories that end at `until` (milliseconds). */
export function portfolioBook(options: { size: number; seed: number; until: number }): DemoBook {
  const { seed, until } = options;
  const book = demoBook(options);
  const random = seededRandom(seed ^ 0x9e37);
  const kept = keptOrders(book, until, random);
  const isKept = (customer: string, id: string) => isShowcase(customer) || kept.has(orderOf(id));
  const made: DemoBook = {
    ...book,
    transactions: book.transactions.filter((one) => isKept(one.customer, one.order)),
    satisfaction: book.satisfaction.filter((one) => isKept(one.customer, one.id)),
    interactions: book.interactions.map((one) => {
      const minutes = minutesOf(one.kind, random);
      return minutes === undefined ? one : { ...one, minutes };
    }),
    trust: [...book.trust],
  };
  const orders = Map.groupBy(made.transactions, ({ customer }) => customer);
  made.customers = book.customers.map((customer) => {
    const bought = orders.get(customer.id)?.length ?? 0;
    const owner = ownerOf(bought, random);
    if (bought > 0 && !isShowcase(customer.id) && random.chance(0.4))
      addAnswers(made, customer, opinionsOf(random), until, random);
    return owner === undefined ? customer : { ...customer, owner };
  });
  return made;
}
