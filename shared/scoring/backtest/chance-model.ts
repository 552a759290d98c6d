/**
 * The chance to buy: the way of stating it that held best when the book was fitted at earlier
 * moments and compared with what followed.
 */
import type { PurchaseModelName } from "../../contract/fields.ts";
import type { Fitted } from "../models/purchase-model.ts";
import { purchaseModels } from "../models/purchase-models.ts";
import { seedOf } from "../numerics/random.ts";
import { bookSeason } from "../season/book-season.ts";
import { seasonalTime, type Season } from "../season/seasonal-time.ts";
import {
  candidateName,
  calibratedCandidates,
  chanceBy,
  learnChance,
  modelCandidates,
  plainCandidates,
  type Candidate,
  type ChanceRule,
  type Seen,
} from "./chance-rule.ts";
import { PLAIN_RULES } from "./plain-rules.ts";
import {
  followedBy,
  historyAt,
  sightingAt,
  type PurchaseRecord,
  type Sighting,
} from "./purchase-record.ts";
import { tellerOf, type Teller } from "./teller.ts";
import { windowsOf, type Window } from "./windows.ts";

export type Recorded = { id: string; record: PurchaseRecord };

/** The chance to buy within a horizon as a book's model keeps it: plain JSON. */
export type ChanceModel = {
  horizonDays: number;
  rule: ChanceRule;
  /** Of the rule's model as of now; null for a plain rule. */
  purchases: Fitted | null;
  /**
   * The season whose time that model is fitted in; null in calendar time. Absent from models of
   * before there were seasons.
   */
  season?: Season | null;
};

/** One way of stating the chance, and how it held where the choice was made. */
export type Contender = { name: string; brier: number };

export type ChosenChance = {
  chance: ChanceModel;
  chosen: string;
  /** Best first. */ contenders: Contender[];
  windows: Window[];
  /** The plain rules learned from the same windows, to set beside what was chosen. */
  plain: ChanceModel[];
};

/** Fewer customers than this, or windows in which nobody or everybody bought, tell nothing. */
const LEAST_CUSTOMERS = 50;
/** The choice is made among so many customers at most; what is chosen is learned from all. */
const CHOOSERS = 10_000;

/** The customers of a window; `half` halves them by their ids, `came` is 1 for who bought. */
type Look = { half: number[]; seen: Seen[]; came: number[] };

function look(book: readonly Recorded[], { at, to }: Window): Look {
  const found: Look = { half: [], seen: [], came: [] };
  for (const { id, record } of book) {
    const sighting = sightingAt(record, at);
    if (!sighting) continue;
    found.half.push(seedOf(id) & 1);
    found.seen.push({ ...sighting, chances: {} });
    found.came.push(followedBy(record, at, to).purchases > 0 ? 1 : 0);
  }
  return found;
}

/** Looks at a book in each window, and states the chances of some models. */
const looksOf = (
  book: readonly Recorded[],
  windows: readonly Window[],
  tellers: readonly Teller[],
): Look[] => {
  const looks = windows.map((window) => look(book, window));
  state(looks, windows, tellers);
  return looks;
};

/** Adds the chances that models give the customers of each window. */
function state(looks: readonly Look[], windows: readonly Window[], tellers: readonly Teller[]) {
  looks.forEach(({ seen }, i) => {
    const days = windows[i]!.to - windows[i]!.at;
    for (const { name, chancesToBuy } of tellers) {
      const chances = chancesToBuy(seen, days);
      seen.forEach((one, row) => (one.chances[name] = chances[row]!));
    }
  });
}

/** Those of some looks who belong to a half, or everybody. */
function joined(looks: readonly Look[], half?: number): Pick<Look, "seen" | "came"> {
  const kept = <T>(of: (one: Look) => readonly T[]) =>
    looks.flatMap((one) => of(one).filter((_, i) => half === undefined || one.half[i] === half));
  return { seen: kept((one) => one.seen), came: kept((one) => one.came) };
}

/**
 * Fits each of the models to a book as it stood at the end of a day (days since 1970), in the time
 * of a season. A model whose drop-out the book does not tell is left out: NBD says the same.
 */
export function fitAt(
  book: readonly Recorded[],
  day: number,
  names: readonly PurchaseModelName[],
  season: Season | null = null,
): Fitted[] {
  const time = seasonalTime(season);
  const histories = book.flatMap(
    ({ record }) => (season ? historyAt(record, day, time) : sightingAt(record, day)) ?? [],
  );
  return names.flatMap((model) => {
    const { parameters, converged, tellsDropOut } = purchaseModels[model].fit(histories);
    const told = converged && (tellsDropOut || model === "nbd");
    return parameters && told ? [{ model, parameters }] : [];
  });
}

type Lesson = Pick<Look, "seen" | "came">;

/**
 * Prepares what each window is judged by: the other windows (the same one, where there is but one),
 * for each half of the customers those of the other half. So no customer and, where possible, no
 * window judges itself.
 */
function lessonsOf(looks: readonly Look[]): [Lesson, Lesson][] {
  return looks.map((_, at) => {
    const others = looks.length > 1 ? looks.filter((__, i) => i !== at) : looks;
    return [joined(others, 1), joined(others, 0)];
  });
}

/** The Brier score of a way of stating the chance over all windows, learned from their lessons. */
function crossValidated(
  candidate: Candidate,
  looks: readonly Look[],
  lessons: readonly [Lesson, Lesson][],
  scale: number,
): number {
  let [squares, customers] = [0, 0];
  looks.forEach((own, at) => {
    const rules = lessons[at]!.map(({ seen, came }) => learnChance(candidate, seen, came, scale));
    own.seen.forEach((one, i) => {
      const rule = rules[own.half[i]!]!;
      const chance = candidate.by === "model" ? one.chances[candidate.teller.name]! : 0;
      const stated = chanceBy(rule, one, chance);
      squares += (stated - own.came[i]!) ** 2;
      customers++;
    });
  });
  return squares / customers;
}

/** Models that are worth a calibration: those whose own chances held best. */
const CALIBRATED = 2;

type Judged = { candidate: Candidate; brier: number };

/**
 * Compares the ways of stating the chance, best first: all models as they are, the plain rules, and
 * the best models in seasonal time and with each calibration. `seasonal` fits a model in seasonal
 * time; it returns nothing where the book has no season.
 */
function compare(
  looks: readonly Look[],
  windows: readonly Window[],
  tellers: readonly Teller[],
  scale: number,
  seasonal: (of: Teller) => Teller[],
): Judged[] {
  const lessons = lessonsOf(looks);
  const judge = (candidates: readonly Candidate[]): Judged[] =>
    candidates
      .map((candidate) => ({ candidate, brier: crossValidated(candidate, looks, lessons, scale) }))
      .sort((p, q) => p.brier - q.brier);
  const plain = judge([...modelCandidates(tellers), ...plainCandidates]);
  const best = plain
    .flatMap(({ candidate }) => (candidate.by === "model" ? [candidate.teller] : []))
    .slice(0, CALIBRATED);
  const inSeason = best.flatMap(seasonal);
  state(looks, windows, inSeason);
  return [
    ...plain,
    ...judge([...modelCandidates(inSeason), ...calibratedCandidates([...best, ...inSeason])]),
  ].sort((p, q) => p.brier - q.brier);
}

const meanSpent = (seen: readonly Sighting[]): number =>
  Math.max(1, seen.reduce((sum, { spent }) => sum + spent, 0) / Math.max(1, seen.length));

const seasonAt = (book: readonly Recorded[], day: number): Season | null =>
  bookSeason(
    book.map(({ record }) => record),
    day,
  );

/** Evenly spread customers, at most `most`. */
const thinned = (book: readonly Recorded[], most: number): readonly Recorded[] => {
  const step = Math.ceil(book.length / most);
  return step <= 1 ? book : book.filter((_, i) => i % step === 0);
};

/**
 * Chooses how to state the chance to buy within `horizonDays` in a book as of the end of `now`
 * (days since 1970), in which nothing is known of later purchases. `fitted` are the models as of
 * now. In a book younger than two and a half horizons the windows are two fifths of its days. Null
 * where the book is too young or too small.
 */
export function chooseChance(
  book: readonly Recorded[],
  now: number,
  horizonDays: number,
  fitted: readonly Fitted[],
): ChosenChance | null {
  const first = book.reduce((day, { record }) => Math.min(day, record.first.day), Infinity);
  const windows = windowsOf(first, now, horizonDays);
  const [newest] = windows;
  if (!newest) return null;
  const seasonThen = seasonAt(book, newest.at);
  const tellers = fitAt(
    book,
    newest.at,
    fitted.map(({ model }) => model),
  ).map((one) => tellerOf(one, null));
  const looks = looksOf(thinned(book, CHOOSERS), windows, tellers);
  const bought = joined(looks).came.reduce((sum, c) => sum + c, 0);
  const [tested] = looks as [Look];
  if (tested.seen.length < LEAST_CUSTOMERS || bought === 0 || bought === joined(looks).came.length)
    return null;
  const scale = meanSpent(tested.seen);
  const contenders = compare(looks, windows, tellers, scale, ({ model }) =>
    seasonThen === null
      ? []
      : fitAt(book, newest.at, [model], seasonThen).map((one) => tellerOf(one, seasonThen)),
  );
  const { candidate } = contenders[0]!;
  const all = joined(looksOf(book, windows, candidate.by === "model" ? [candidate.teller] : []));
  const learned = (of: Candidate): ChanceModel => {
    const rule = over(
      learnChance(of, all.seen, all.came, scale),
      (newest.to - newest.at) / horizonDays,
    );
    if (of.by !== "model") return { horizonDays, rule, purchases: null };
    const { model, season: then } = of.teller;
    const season = then && seasonAt(book, now);
    const [inSeason] = season ? fitAt(book, now, [model], season) : [];
    const inCalendar = fitted.find((one) => one.model === model) ?? null;
    return inSeason
      ? { horizonDays, rule, purchases: inSeason, season }
      : { horizonDays, rule, purchases: inCalendar, season: null };
  };
  return {
    chance: learned(candidate),
    plain: PLAIN_RULES.map((by) => learned({ by })),
    chosen: candidateName(candidate),
    contenders: contenders.map(({ candidate: of, brier }) => ({
      name: candidateName(of),
      brier,
    })),
    windows,
  };
}

/** A plain rule over a longer horizon than it was learned on, as if every part of it were alike. */
function over(rule: ChanceRule, part: number): ChanceRule {
  if (rule.by === "model" || part === 1) return rule;
  return { ...rule, rates: rule.rates.map((rate) => 1 - (1 - rate) ** (1 / part)) };
}

/** Makes the function that states the chance of a customer to buy within the horizon, 0 to 1. */
export function chanceToBuy({
  horizonDays,
  rule,
  purchases,
  season = null,
}: ChanceModel): (of: Sighting) => number {
  const teller = purchases && tellerOf(purchases, season);
  return (of) => chanceBy(rule, of, teller ? teller.chanceToBuy(of, horizonDays) : 0);
}
