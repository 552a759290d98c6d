/**
 * The chance to buy: the way of stating it that held best when the book was fitted at earlier
 * moments and compared with what followed.
 */
import type { PurchaseModelName } from "../../contract/fields.ts";
import type { Fitted } from "../models/purchase-model.ts";
import { purchaseModels } from "../models/purchase-models.ts";
import { distinctHistories, type History } from "../models/purchase-histories.ts";
import { bookSeason, monthsOf, type SeasonTold } from "../season/book-season.ts";
import { seasonalTime, type Season } from "../season/seasonal-time.ts";
import {
  candidateName,
  calibratedCandidates,
  chanceBy,
  learnerOf,
  modelCandidates,
  plainCandidates,
  type Candidate,
  type ChanceRule,
} from "./chance-rule.ts";
import { PLAIN_RULES } from "./plain-rules.ts";
import { lessonOf, looksOf, stateChances, trialsOf, type Looks } from "./looks.ts";
import { historyAt, sightingAt, type Recorded, type Sighting } from "./purchase-record.ts";
import { tellerOf, type Teller } from "./teller.ts";
import { windowsOf, type Window } from "./windows.ts";

export type { Recorded };

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
  /** As of now. */ season: SeasonTold;
  /** The plain rules learned from the same windows, to set beside what was chosen. */
  plain: ChanceModel[];
};

/** Fewer customers than this, or windows in which nobody or everybody bought, tell nothing. */
const LEAST_CUSTOMERS = 50;
/** The choice is made among so many customers at most; what is chosen is learned from all. */
const CHOOSERS = 10_000;

/** The histories of a book as of the end of a day, in the time of a season. */
function historiesAt(book: readonly Recorded[], day: number, season: Season | null): History[] {
  const time = seasonalTime(season);
  return distinctHistories(
    book.flatMap(
      ({ record }) => (season ? historyAt(record, day, time) : sightingAt(record, day)) ?? [],
    ),
  );
}

/**
 * Fits a model. One that says the same as another is left out: NBD does where the book does not
 * tell drop-out, MBG/NBD where k is 1.
 */
function fitted(model: PurchaseModelName, histories: readonly History[]): Fitted[] {
  const { parameters, converged, tellsDropOut } = purchaseModels[model].fit(histories);
  const told = converged && (tellsDropOut || model === "nbd");
  return parameters && told && parameters["k"] !== 1 ? [{ model, parameters }] : [];
}

/**
 * Fits each of the models to a book as it stood at the end of a day (days since 1970), in the time
 * of a season. A model that says the same as another is left out.
 */
export function fitAt(
  book: readonly Recorded[],
  day: number,
  names: readonly PurchaseModelName[],
  season: Season | null = null,
): Fitted[] {
  const histories = historiesAt(book, day, season);
  return names.flatMap((model) => fitted(model, histories));
}

/** Fits of a book in calendar time by day, each made when it is first asked for. */
export type FitsAt = (day: number, names: readonly PurchaseModelName[]) => Fitted[];

/** Makes a book's fits for who asks more than once for those of a day. */
export function fitsOf(book: readonly Recorded[]): FitsAt {
  const days = new Map<number, { histories: History[]; fits: Map<PurchaseModelName, Fitted[]> }>();
  return (day, names) => {
    const known = days.get(day) ?? { histories: historiesAt(book, day, null), fits: new Map() };
    days.set(day, known);
    return names.flatMap((model) => {
      const fits = known.fits.get(model) ?? fitted(model, known.histories);
      known.fits.set(model, fits);
      return fits;
    });
  };
}

/** The Brier score of a way of stating the chance, learned and judged trial by trial. */
function crossValidated(
  candidate: Candidate,
  looks: Looks,
  trials: ReturnType<typeof trialsOf>,
  scale: number,
): number {
  const learn = learnerOf(candidate, looks, scale);
  let squares = 0;
  for (const { judged, lesson } of trials) {
    const { chanceAt } = learn(lesson);
    for (const row of judged) squares += (chanceAt(row) - looks.came[row]!) ** 2;
  }
  return squares / looks.seen.length;
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
  looks: Looks,
  tellers: readonly Teller[],
  scale: number,
  seasonal: (of: Teller) => Teller[],
): Judged[] {
  const trials = trialsOf(looks);
  const judge = (candidates: readonly Candidate[]): Judged[] =>
    candidates
      .map((candidate) => ({ candidate, brier: crossValidated(candidate, looks, trials, scale) }))
      .sort((p, q) => p.brier - q.brier);
  const plain = judge([...modelCandidates(tellers), ...plainCandidates]);
  const best = plain
    .flatMap(({ candidate }) => (candidate.by === "model" ? [candidate.teller] : []))
    .slice(0, CALIBRATED);
  const inSeason = best.flatMap(seasonal);
  stateChances(looks, inSeason);
  return [
    ...plain,
    ...judge([...modelCandidates(inSeason), ...calibratedCandidates([...best, ...inSeason])]),
  ].sort((p, q) => p.brier - q.brier);
}

const meanSpent = (seen: readonly Sighting[]): number =>
  Math.max(1, seen.reduce((sum, { spent }) => sum + spent, 0) / Math.max(1, seen.length));

const recordsOf = (book: readonly Recorded[]) => book.map(({ record }) => record);
const seasonAt = (book: readonly Recorded[], day: number) => bookSeason(recordsOf(book), day);
const monthsIn = (book: readonly Recorded[], day: number) => monthsOf(recordsOf(book), day);

/** Makes the function that fits a model in the time of a season; nothing without one. */
const inTimeOf =
  (season: Season | null, book: readonly Recorded[], day: number) =>
  ({ model }: Teller): Teller[] =>
    season ? fitAt(book, day, [model], season).map((one) => tellerOf(one, season)) : [];

/** Evenly spread customers, at most `most`. */
const thinned = (book: readonly Recorded[], most: number): readonly Recorded[] => {
  const step = Math.ceil(book.length / most);
  return step <= 1 ? book : book.filter((_, i) => i % step === 0);
};

/**
 * Chooses how to state the chance to buy within `horizonDays` in a book as of the end of `now`
 * (days since 1970), in which nothing is known of later purchases. `fitted` are the models as of
 * now, `fitsAt` those as of earlier days. In a book younger than two and a half horizons the
 * windows are two fifths of its days. Null where the book is too young or too small.
 */
export function chooseChance(
  book: readonly Recorded[],
  now: number,
  horizonDays: number,
  fitted: readonly Fitted[],
  fitsAt: FitsAt = fitsOf(book),
): ChosenChance | null {
  const first = book.reduce((day, { record }) => Math.min(day, record.first.day), Infinity);
  const windows = windowsOf(first, now, horizonDays);
  const [newest] = windows;
  if (!newest) return null;
  const seasonNow = seasonAt(book, now);
  // Eleven figures of a whole book: where it was too young then, today's stand in.
  const seasonThen = seasonAt(book, newest.at) ?? seasonNow;
  const tellers = fitsAt(
    newest.at,
    fitted.map(({ model }) => model),
  ).map((one) => tellerOf(one, null));
  const choosers = thinned(book, CHOOSERS);
  const looks = looksOf(choosers, windows, tellers);
  const bought = looks.came.reduce((sum, c) => sum + c, 0);
  const tested = looks.seen.slice(0, looks.bounds[0]!.to);
  if (tested.length < LEAST_CUSTOMERS || bought === 0 || bought === looks.came.length) return null;
  const scale = meanSpent(tested);
  const contenders = compare(looks, tellers, scale, inTimeOf(seasonThen, book, newest.at));
  const { candidate } = contenders[0]!;
  const all =
    choosers === book
      ? looks
      : looksOf(book, windows, candidate.by === "model" ? [candidate.teller] : []);
  const lesson = lessonOf(all, () => true);
  const learned = (of: Candidate): ChanceModel => {
    const rule = over(
      learnerOf(of, all, scale)(lesson).rule,
      (newest.to - newest.at) / horizonDays,
    );
    if (of.by !== "model") return { horizonDays, rule, purchases: null };
    const { model, season: then } = of.teller;
    const season = then && seasonNow;
    const [inSeason] = season ? fitAt(book, now, [model], season) : [];
    const inCalendar = fitted.find((one) => one.model === model) ?? null;
    return inSeason
      ? { horizonDays, rule, purchases: inSeason, season }
      : { horizonDays, rule, purchases: inCalendar, season: null };
  };
  const chance = learned(candidate);
  return {
    chance,
    season: { months: monthsIn(book, now), season: seasonNow, isUsed: chance.season != null },
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

/** Functions by the model that they state the chance by: cards ask one by one. */
const ready = new WeakMap<ChanceModel, (of: Sighting) => number>();

/** Makes the function that states the chance of a customer to buy within the horizon, 0 to 1. */
export function chanceToBuy(model: ChanceModel): (of: Sighting) => number {
  const known = ready.get(model) ?? statedBy(model);
  ready.set(model, known);
  return known;
}

function statedBy({ horizonDays, rule, purchases, season = null }: ChanceModel) {
  const teller = purchases && tellerOf(purchases, season);
  return (of: Sighting) => chanceBy(rule, of, teller ? teller.chanceToBuy(of, horizonDays) : 0);
}

/** The chances of many customers seen on the same day. */
export function chancesToBuy(
  { horizonDays, rule, purchases, season = null }: ChanceModel,
  seen: readonly Sighting[],
): number[] {
  const chances = purchases && tellerOf(purchases, season).chancesToBuy(seen, horizonDays);
  return seen.map((one, i) => chanceBy(rule, one, chances ? chances[i]! : 0));
}
