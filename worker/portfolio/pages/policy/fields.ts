/** The settings that the form shows, in their groups, and what each is counted in. */
import { limits } from "./limits.ts";

export type Unit =
  | "days"
  | "hours"
  | "oclock"
  | "months"
  | "weeks"
  | "share"
  | "points"
  | "weight"
  | "customers"
  | "times"
  | "money"
  | "intervals"
  | "deviations"
  | "ratio"
  | "plain";
export type Group = { key: string; paths: readonly string[] };
export type Section = { key: string; groups: readonly Group[]; isMore?: boolean };

const under = (path: string, ...names: string[]) => names.map((name) => `${path}.${name}`);

/** The catalogue, the behaviours and the cut's method have forms of their own. */
export const sections: readonly Section[] = [
  {
    key: "tier",
    groups: [
      {
        key: "weights",
        paths: under("tier.weights", "spend", "value", "loyalty", "potential", "engagement"),
      },
      { key: "cut", paths: under("tier.cut", "high", "mid") },
      { key: "moves", paths: under("tier", "margin", "settleDays", "newcomerDays") },
      { key: "labels", paths: [] },
    ],
  },
  {
    key: "halfLives",
    groups: [
      {
        key: "halfLives",
        paths: [
          "tier.spendHalfLifeDays",
          "engagement.halfLifeDays",
          "trust.halfLifeDays",
          "satisfaction.halfLifeDays",
          "relationship.informationHalfLifeDays",
        ],
      },
    ],
  },
  {
    key: "actions",
    groups: [
      { key: "offered", paths: under("actions", "runnersUp", "laterDays", "quietDays", "canAsk") },
      { key: "proof", paths: under("actions", "effectDays", "holdOutShare", "holdOutFrom") },
      { key: "catalogue", paths: [] },
      { key: "own", paths: [] },
      { key: "texts", paths: [] },
    ],
  },
  {
    key: "surveys",
    groups: [
      {
        key: "asking",
        paths: under("surveys", "personDays", "companyShare", "trustDays", "expiresDays"),
      },
      { key: "quotas", paths: under("surveys.quotas", "high", "mid", "low", "potential") },
      {
        key: "cases",
        paths: under(
          "surveys.cases",
          "nps",
          "csat",
          "ces",
          "dueHours",
          "inBusinessHours",
          "opensAt",
          "closesAt",
          "saturdays",
          "sundays",
        ),
      },
    ],
  },
  {
    key: "more",
    isMore: true,
    groups: [
      {
        key: "value",
        paths: [
          ...under("value", "months", "monthlyDiscount", "weeksPerMonth"),
          "chance.horizonDays",
        ],
      },
      {
        key: "trustWeights",
        paths: [
          ...under("trust.weights", "professionalism", "expertise", "rapport", "benefit"),
          ...under("trust.questionnaire", "customer", "rep"),
          "trust.noteCap",
          "trust.changeDays",
          ...under("trust.prior", "good", "bad"),
        ],
      },
      { key: "behaviours", paths: [] },
      {
        key: "trustBook",
        paths: under(
          "trust.book",
          "mean",
          "betweenDeviation",
          "withinDeviation",
          "driftPerYear",
          "fewestQuestionnaires",
        ),
      },
      {
        key: "relationship",
        paths: [
          ...under("relationship.weights", "economic", "trust", "emotional", "information"),
          "relationship.informationHalf",
        ],
      },
      {
        key: "warning",
        paths: [
          ...under(
            "warning",
            "windowDays",
            "chanceFall",
            "satisfactionFall",
            "trustFall",
            "silenceDeviations",
          ),
          "satisfaction.changeDays",
        ],
      },
      {
        key: "lifecycle",
        paths: under(
          "lifecycle",
          "newDays",
          "newPurchases",
          "growingTrend",
          "growingPurchases",
          "intervalDays",
          "atRiskIntervals",
          "atRiskChance",
          "churnedIntervals",
          "churnedChance",
          "lapsedDays",
          "wonBackDays",
        ),
      },
      {
        key: "segments",
        paths: [
          ...under("abc", "a", "b", "windowDays"),
          ...under("clusters", "count", "fewestCustomers"),
          ...under("tier", "fewestCustomers", "weightReach"),
          "loyalty.periodDays",
          ...under("potential", "windowDays", "fewestDays"),
        ],
      },
      {
        key: "affinity",
        paths: under("affinity", "fewestBuyers", "lift", "confidence", "falseShare", "horizonDays"),
      },
      { key: "book", paths: ["book.timeZone", "logging.subjects"] },
    ],
  },
];

const units: [RegExp, Unit][] = [
  [/Days$/, "days"],
  [/dueHours$/, "hours"],
  [/(opensAt|closesAt)$/, "oclock"],
  [/^value\.months$/, "months"],
  [/weeksPerMonth$/, "weeks"],
  [/\.effort$/, "money"],
  [
    /(monthlyDiscount|holdOutShare|chanceFall|growingTrend|confidence|falseShare|companyShare|quotas\.\w+|abc\.[ab])$/,
    "share",
  ],
  [
    /(\.weights\.\w+|questionnaire\.\w+|noteCap|prior\.\w+|\.weight|\.cap|informationHalf)$/,
    "weight",
  ],
  [/(margin|weightReach|satisfactionFall|trustFall|mean|Deviation|driftPerYear)$/, "points"],
  [/(fewestCustomers|fewestBuyers|fewestQuestionnaires)$/, "customers"],
  [/(holdOutFrom|newPurchases|growingPurchases)$/, "times"],
  [/Intervals$/, "intervals"],
  [/silenceDeviations$/, "deviations"],
  [/(atRiskChance|churnedChance|lift)$/, "ratio"],
];

/** Returns what a number is counted in; that of a cut depends on its method. */
export function unitOf(path: string, method: string): Unit {
  if (path.startsWith("tier.cut.")) return method === "threshold" ? "points" : "share";
  if (path === "tier.margin" && method === "pareto") return "plain";
  return units.find(([pattern]) => pattern.test(path))?.[1] ?? "plain";
}

/** Returns the limit of a setting; undefined for what is chosen and not typed. */
export function limitOf(path: string, method: string) {
  const general = path
    .replace(/^(actions\.catalogue|trust\.behaviours)\.[^.]+\./, "$1.*.")
    .replace(/^tier\.cut\.(high|mid)$/, `tier.cut.$1@${method}`);
  return limits[general];
}
