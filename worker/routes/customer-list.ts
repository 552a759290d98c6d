/** GET /v1/customers: the list of customers, filtered, sorted and in pages. */
import type { Context } from "hono";
import type { ListedCustomer as Listed } from "../../shared/contract/answers.ts";
import type { Sort } from "../../shared/contract/customer-filter.ts";
import * as routes from "../../shared/contract/routes.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { withSegmentIndexes } from "../people/with-segment-indexes.ts";
import { router } from "../router.ts";
import { authorOf, instant, type Open, opener } from "../scoring/card.ts";
import { endOverrides } from "../scoring/end-overrides.ts";
import { at } from "../security/places.ts";
import { allWarnings, ranked, stageOfCell, tierOfCell } from "../store/customer-list/columns.ts";
import { listCustomers } from "../store/customer-list/list-customers.ts";
import { type ListedCustomer, listedCustomers } from "../store/customer-list/listed-customers.ts";
import { segmentsOfBook } from "../store/customer-list/segments.ts";
import type { Position } from "../store/customer-list/walk.ts";
import { visibleTo } from "../store/visibility.ts";

export const customerList = router();

customerList.openapi(routes.listCustomers, async (c) => {
  const { db, sealer, user, now } = c.var;
  const { filter = { all: [] }, sort, after, limit } = c.req.valid("query");
  await endOverrides(db, sealer, c.env, now);
  const page = await listCustomers(db, {
    filter: await withSegmentIndexes(sealer, filter),
    sort,
    ...(after === undefined ? { after: null } : placeOf(after, sort)),
    limit,
    visible: visibleTo(user),
  });
  const { rows, rowsRead } = await listedCustomers(db, page.numbers);
  const open = opener(sealer);
  c.header("Server-Timing", `d1;desc="${page.rowsRead + rowsRead} rows read"`);
  return c.json(
    {
      customers: await Promise.all(rows.map((row) => openListed(c, row, open))),
      next: page.next === null ? null : cursorOf(page.next, sort, !page.isComplete),
      complete: page.isComplete,
      count: page.count,
    },
    200,
  );
});

/** Segments to choose from: more than anybody scrolls through. */
const mostSegments = 500;

customerList.openapi(routes.listSegments, async (c) => {
  const { db, sealer } = c.var;
  const texts = await Promise.all(
    (await segmentsOfBook(db, mostSegments)).map(({ id, segmentSealed, dataKey }) =>
      sealer.customer(id, dataKey).open(at("customers.segment_sealed", id), segmentSealed),
    ),
  );
  const { compare } = new Intl.Collator("en");
  return c.json({ segments: texts.filter((text) => text !== null).toSorted(compare) }, 200);
});

/** A position as text: sort, value, number, and whether the page was not full, in base64url. */
function cursorOf({ value, number }: Position, sort: Sort, goesOn: boolean): string {
  return btoa(JSON.stringify([sort, value, number, goesOn]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function placeOf(cursor: string, sort: Sort): { after: Position; goesOn: boolean } {
  const [of, value, number, goesOn] = parsed(cursor);
  const isPosition =
    (value === null || Number.isFinite(value)) && Number.isSafeInteger(number) && of === sort;
  if (!isPosition)
    throw new Refused(
      "invalid_request",
      "after is not the `next` of a page in this order. Leave it out to begin with the first.",
      "after",
    );
  const after = { value: value as number | null, number: number as number };
  return { after, goesOn: goesOn === true };
}

function parsed(cursor: string): unknown[] {
  try {
    const json: unknown = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
    return Array.isArray(json) ? json : [];
  } catch {
    return [];
  }
}

const instantOrNull = (milliseconds: number | null) =>
  milliseconds === null ? null : instant(milliseconds);

/** A line of the list, its texts opened. */
async function openListed(c: Context<App>, row: ListedCustomer, open: Open): Promise<Listed> {
  const keys = c.var.sealer.customer(row.id, row.dataKey);
  const { ownerId } = row;
  const [name, segment, owner] = await Promise.all([
    keys.open(at("customers.name_sealed", row.id), row.nameSealed),
    keys.open(at("customers.segment_sealed", row.id), row.segmentSealed),
    authorOf(
      {
        authorId: ownerId,
        authorNameSealed: row.ownerNameSealed,
        authorAddressSealed: row.ownerAddressSealed,
      },
      open,
    ),
  ]);
  return {
    id: row.id,
    name,
    kind: ranked.kind[row.kind] ?? "company",
    tier: tierOfCell(row.cell),
    former: row.former === 1,
    stage: stageOfCell(row.cell),
    owner: ownerId === null ? null : { id: ownerId, name: owner },
    segment: segment ?? row.segmentClear,
    abc: ranked.abc[row.abc ?? -1] ?? null,
    warning: allWarnings[row.warning ?? -1]?.level ?? null,
    rfmSegment: row.rfmSegment,
    cluster: row.cluster,
    action: row.action,
    tierScore: row.tierScore,
    trust: row.trust,
    value: row.value,
    alive: row.alive,
    chance: row.chance,
    relationship: row.relationship,
    recency: row.recency,
    frequency: row.frequency,
    monetary: row.monetary,
    firstPurchaseAt: instantOrNull(row.firstPurchaseAt),
    lastPurchaseAt: instantOrNull(row.lastPurchaseAt),
    lastContactAt: instantOrNull(row.lastContactAt),
    lastAskedAt: instantOrNull(row.lastAskedAt),
  };
}
