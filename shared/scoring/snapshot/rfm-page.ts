/** The RFM page: the grid of recency and frequency, segments, and flows between them. */
import type { Filter } from "../../contract/customer-filter.ts";
import type { RfmBody } from "../../contract/snapshot.ts";
import { byText } from "../numerics/order.ts";
import { segmentOfFifths } from "../rfm.ts";
import { addSums } from "./add-sums.ts";
import type { Page, SnapshotContext } from "./page.ts";

/** Number of customers and their net sales. */
type Counted = [customers: number, total: number];
type RfmTally = {
  /** By `recency frequency`. */ cells: Record<string, Counted>;
  /** By name; `-` for who is in none. */ clusters: Record<string, Counted>;
  /** By `month`, then `from to`. */
  flows: Record<string, { rfm: Record<string, number>; clusters: Record<string, number> }>;
};

const NONE = "-";
const inNone: Filter = {
  all: [
    { field: "cluster", known: false },
    { field: "recency", known: true },
  ],
};
const fifths = [1, 2, 3, 4, 5];
const sumOf = (counted: readonly Counted[], at: 0 | 1) =>
  counted.reduce((sum, one) => sum + one[at], 0);

function cellsOf(cells: RfmTally["cells"]): RfmBody["cells"] {
  return fifths.flatMap((recency) =>
    fifths.map((frequency) => {
      const [customers, total] = cells[`${recency} ${frequency}`] ?? [0, 0];
      return {
        recency,
        frequency,
        segment: segmentOfFifths(recency, frequency),
        customers,
        total,
        filter: {
          all: [
            { field: "recency", from: recency, below: recency + 1 },
            { field: "frequency", from: frequency, below: frequency + 1 },
          ],
        },
      };
    }),
  );
}

function segmentsOf(cells: RfmBody["cells"]): RfmBody["segments"] {
  const bySegment = Map.groupBy(cells, ({ segment }) => segment);
  const customersOf = (own: RfmBody["cells"]) => own.reduce((sum, c) => sum + c.customers, 0);
  const totalOf = (own: RfmBody["cells"]) => own.reduce((sum, c) => sum + c.total, 0);
  const [all, money] = [customersOf(cells), totalOf(cells)];
  return [...bySegment]
    .map(([segment, own]) => ({
      segment,
      customers: customersOf(own),
      share: all > 0 ? customersOf(own) / all : 0,
      total: totalOf(own),
      totalShare: money > 0 ? totalOf(own) / money : 0,
      filter: { field: "rfmSegment" as const, in: [segment] },
    }))
    .sort((p, q) => q.customers - p.customers || byText(p.segment, q.segment));
}

/** The segments of the model with those who are in them, and at last those who are in none. */
function clustersOf(
  tally: RfmTally["clusters"],
  { model: { clusters } }: SnapshotContext,
): RfmBody["clusters"] {
  if (!clusters) return [];
  const { features, segments } = clusters;
  const shown = segments.flatMap(({ name, at, stability }) => {
    const counted = tally[name];
    if (counted === undefined) return [];
    return [
      {
        name,
        customers: counted[0],
        total: counted[1],
        stability: stability ?? null,
        centre: features.map(({ name: feature, mean, deviation }, j) => ({
          feature,
          deviations: at[j]!,
          value: mean + at[j]! * deviation,
        })),
        filter: { field: "cluster" as const, in: [name] },
      },
    ];
  });
  shown.sort((p, q) => q.customers - p.customers || byText(p.name, q.name));
  const none = tally[NONE];
  if (none === undefined) return shown;
  const [customers, total] = none;
  return [...shown, { name: null, customers, total, stability: null, centre: [], filter: inNone }];
}

/** The fields of where somebody was in the month before, and is now. */
const flowFields = {
  rfm: { was: "rfmBefore", is: "rfmSegment" },
  clusters: { was: "clusterBefore", is: "cluster" },
} as const;

const flowsOf = (flows: Record<string, number>, of: keyof typeof flowFields) =>
  Object.entries(flows)
    .map(([way, customers]) => {
      const [from = NONE, to = NONE] = way.split(" ");
      const { was, is } = flowFields[of];
      const filter: Filter = {
        all: [
          { field: was, in: [from] },
          to === NONE ? { field: is, known: false } : { field: is, in: [to] },
        ],
      };
      const orNull = (name: string) => (name === NONE ? null : name);
      return { from: orNull(from), to: orNull(to), customers, filter };
    })
    .sort((p, q) => q.customers - p.customers || byText(`${p.from} ${p.to}`, `${q.from} ${q.to}`));

export const rfmPage: Page<RfmTally, RfmBody> = {
  empty: () => ({ cells: {}, clusters: {}, flows: {} }),

  add(tally, { scores: { rfm }, seen: { cluster }, before }) {
    if (rfm) {
      addSums(tally.cells, { [`${rfm.recency} ${rfm.frequency}`]: [1, rfm.total] });
      addSums(tally.clusters, { [cluster ?? NONE]: [1, rfm.total] });
    }
    if (!before) return;
    const way = (from: string | null, to: string | null) => ({
      [`${from ?? NONE} ${to ?? NONE}`]: 1,
    });
    addSums(tally.flows, {
      [before.month]: {
        rfm: way(before.rfm, rfm?.segment ?? null),
        clusters: way(before.cluster, cluster),
      },
    });
  },

  merge: addSums,

  body(tally, context) {
    const cells = cellsOf(tally.cells);
    const counted = Object.values(tally.cells);
    const since = Object.keys(tally.flows).sort().at(-1);
    const flows = since === undefined ? undefined : tally.flows[since];
    return {
      customers: sumOf(counted, 0),
      total: sumOf(counted, 1),
      cells,
      segments: segmentsOf(cells),
      cuts: context.model.rfm,
      clusters: clustersOf(tally.clusters, context),
      flows:
        since === undefined || flows === undefined
          ? null
          : {
              since,
              rfm: flowsOf(flows.rfm, "rfm"),
              clusters: flowsOf(flows.clusters, "clusters"),
            },
    };
  },
};
