/** The table of customers: a row each, drawn as far as it is in sight. */
import { useEffect, useRef } from "preact/hooks";
import { plain } from "../../../../shared/locales/translate.ts";
import type { ListedCustomer } from "../../../../shared/contract/answers.ts";
import type { Sort } from "../../../../shared/contract/customer-filter.ts";
import { Monogram } from "../../../../shared/ui/monogram.tsx";
import { useTools } from "../../tools.ts";
import type { Column } from "./columns.tsx";
import type { Selecting } from "./selection.ts";
import type { List } from "./use-list.ts";
import { useVirtualRows } from "./use-virtual-rows.ts";

type Sorting = { sort: Sort; sortBy(sort: Sort): void };

/** `more` asks for further rows before the end comes into sight. */
export function Table({
  list,
  columns,
  sort,
  sortBy,
  more,
  selection,
}: { list: List; columns: Column[]; more(): void; selection: Selecting } & Sorting) {
  const { t } = useTools();
  const scroller = useRef<HTMLDivElement>(null);
  const customers = list.customers ?? [];
  const { indices, above, below, toTop } = useVirtualRows(customers.length, scroller);
  const last = indices.at(-1) ?? 0;
  useEffect(() => {
    if (list.hasMore && last >= customers.length - 30) more();
  }, [last, customers.length, list.hasMore, more]);
  useEffect(toTop, [sort]);
  return (
    <div
      ref={scroller}
      class="table-scroll sheet"
      tabIndex={0}
      role="region"
      aria-label={t("customers.table")}
      aria-busy={list.isBusy}
    >
      <table class="list" aria-rowcount={list.hasMore ? -1 : customers.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span class="select-head">
                <SelectHere customers={customers} selection={selection} />
                {t("customers.column.name")}
              </span>
            </th>
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} sortBy={sortBy} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={above} span={columns.length + 1} />
          {indices.map((index) => {
            const customer = customers[index];
            return (
              customer && (
                <Row
                  key={customer.id}
                  customer={customer}
                  columns={columns}
                  index={index}
                  selection={selection}
                />
              )
            );
          })}
          <Space height={below} span={columns.length + 1} />
        </tbody>
      </table>
    </div>
  );
}

/** Height of the rows that are not drawn. */
function Space({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" class="space">
      <td colSpan={span} style={{ height: `${height}px` }} />
    </tr>
  );
}

function Head({ column, sort, sortBy }: { column: Column } & Sorting) {
  const { t } = useTools();
  const words = t(`customers.column.${column.key}`);
  const className = column.isNumber ? "figure" : "";
  if (column.sort === undefined)
    return (
      <th scope="col" class={className}>
        {words}
      </th>
    );
  const down: Sort = `-${column.sort}`;
  const order = sort === down ? "descending" : sort === column.sort ? "ascending" : "none";
  return (
    <th scope="col" class={className} aria-sort={order}>
      <button
        type="button"
        onClick={() => sortBy(order === "descending" ? (column.sort ?? down) : down)}
      >
        {words}
        <span class="arrow" aria-hidden="true">
          {order === "none" ? "" : order === "descending" ? "↓" : "↑"}
        </span>
      </button>
    </th>
  );
}

/** The box in the head: on for all that are here, half for some. */
function SelectHere({
  customers,
  selection,
}: {
  customers: readonly ListedCustomer[];
  selection: Selecting;
}) {
  const { t } = useTools();
  const isOn = selection.isAll || (customers.length > 0 && selection.ids.size >= customers.length);
  return (
    <input
      type="checkbox"
      aria-label={t("customers.bulk.here")}
      checked={isOn}
      // Preact knows no attribute for it: it is a property alone.
      ref={(box) => {
        if (box !== null) box.indeterminate = !isOn && selection.ids.size > 0;
      }}
      onChange={({ currentTarget }) => selection.toggleHere(currentTarget.checked)}
    />
  );
}

function Row({
  customer,
  columns,
  index,
  selection,
}: {
  customer: ListedCustomer;
  columns: Column[];
  index: number;
  selection: Selecting;
}) {
  const tools = useTools();
  const name = plain(customer.name ?? tools.t("customers.unnamed"));
  return (
    // The head is the first row.
    <tr
      aria-rowindex={index + 2}
      class={selection.isSelected(customer.id) ? "selected" : undefined}
    >
      <th scope="row">
        <span class="select-row">
          <input
            type="checkbox"
            aria-label={tools.t("customers.bulk.one", { name })}
            checked={selection.isSelected(customer.id)}
            onClick={(event) =>
              selection.toggle(index, event.currentTarget.checked, event.shiftKey)
            }
          />
          <a href={`/customers/${customer.id}`} class="who">
            <Monogram name={name} tier={customer.tier} isDecoration />
            <bdi class="clip" title={name}>
              {name}
            </bdi>
          </a>
        </span>
      </th>
      {columns.map((column) => (
        <td key={column.key} class={column.isNumber ? "figure" : ""}>
          {column.show(customer, tools)}
        </td>
      ))}
    </tr>
  );
}
