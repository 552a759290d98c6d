/** Customers of the list as a CSV file: the columns shown, values rather than pictures of them. */
import type { CustomerList, ListedCustomer } from "../../../../../shared/contract/answers.ts";
import type { Filter, Sort } from "../../../../../shared/contract/customer-filter.ts";
import { csvOf } from "../../../../../shared/ui/charts/csv-of.ts";
import { answered, api } from "../../../api.ts";
import type { Tools } from "../../../tools.ts";

/** Customers of one answer; the API gives no more. */
const pageSize = "200";

/** Returns a value as a spreadsheet takes it: numbers as numbers, instants in ISO 8601. */
function cellOf(key: string, customer: ListedCustomer, tools: Tools): string | number | null {
  const { t } = tools;
  const worded: Record<string, string | null> = {
    tier: t(`codes.tier.${customer.tier}`),
    stage: t(`codes.stage.${customer.stage}`),
    warning: customer.warning && t(`customers.warning.${customer.warning}`),
    action: customer.action && t(`codes.action.${customer.action}`),
    owner: customer.owner && (customer.owner.name ?? t("customers.unnamed")),
    rfmSegment: customer.rfmSegment && t(`codes.segment.${customer.rfmSegment}`),
    cluster: customer.cluster && t(`codes.cluster.${customer.cluster}`),
    abc: customer.abc && customer.abc.toUpperCase(),
    kind: t(`customers.kind.${customer.kind}`),
  };
  if (key in worded) return worded[key] ?? null;
  const value = customer[key as keyof ListedCustomer];
  if (key === "value" && typeof value === "number") return value / 10 ** tools.decimals;
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/** Returns the file's text: name and id first, then these columns. */
export function customersCsv(
  customers: readonly ListedCustomer[],
  keys: readonly string[],
  tools: Tools,
): string {
  const { t, currency } = tools;
  const word = (key: string) => {
    const words = t(`customers.column.${key}`);
    return key === "value" ? `${words} (${currency})` : words;
  };
  return csvOf({
    columns: [t("customers.column.name"), "id", ...keys.map(word)],
    rows: customers.map((customer) =>
      [customer.name, customer.id, ...keys.map((key) => cellOf(key, customer, tools))].map(
        (value) => ({ value, text: "" }),
      ),
    ),
  });
}

/** Asks for every customer that meets a filter; `progress` gets how many are here. */
export async function everyCustomer(
  { filter, sort }: { filter: Filter | null; sort: Sort },
  progress: (count: number) => void,
): Promise<ListedCustomer[]> {
  const found: ListedCustomer[] = [];
  let after: string | null = null;
  do {
    const page: CustomerList = await answered(
      api.v1.customers.$get({
        query: {
          sort,
          limit: pageSize,
          ...(filter !== null && { filter: JSON.stringify(filter) }),
          ...(after !== null && { after }),
        },
      }),
    );
    found.push(...page.customers);
    progress(found.length);
    after = page.next;
  } while (after !== null);
  return found;
}
