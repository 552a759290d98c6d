/** The views that are always there. */
import type { Filter } from "../../../../../shared/contract/customer-filter.ts";
import { allCustomers, type NamedView, usualSort } from "../view.ts";

const DAY_MS = 86_400_000;
const quietDays = 90;

function view(key: string, filter: Filter, sort = usualSort): NamedView {
  return { key, filter, sort, columns: null };
}

/** Returns all, one's own, those worth much who are about to leave, and those not heard of lately. */
export function builtInViews(userId: string, now: number): NamedView[] {
  // By days, so that the same view is the same filter all day.
  const today = now - (now % DAY_MS);
  const before = new Date(today - quietDays * DAY_MS).toISOString();
  return [
    allCustomers,
    view("mine", { field: "owner", in: [userId] }),
    view("leaving", {
      all: [
        { field: "tier", in: ["high"] },
        { field: "stage", in: ["at_risk"] },
      ],
    }),
    view("quiet", { field: "lastContactAt", below: before }, "lastContactAt"),
  ];
}
