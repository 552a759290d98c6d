/** The list of customers: filtered, sorted, searched; each row leads to the customer's own page. */
import { useLocation } from "preact-iso";
import { useCallback, useMemo } from "preact/hooks";
import { saveFile } from "../../../../shared/ui/charts/save-file.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useOwners } from "../../use-choices.ts";
import { BulkBar } from "./bulk/bulk-bar.tsx";
import { customersCsv, everyCustomer } from "./bulk/export.ts";
import { Progress } from "./bulk/progress.tsx";
import { RecentBulk } from "./bulk/recent.tsx";
import { useBulk } from "./bulk/use-bulk.ts";
import { ColumnMenu } from "./column-menu.tsx";
import { chosenColumns, columns, keepColumns } from "./columns.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Search } from "./search.tsx";
import { type Selecting, useSelection } from "./selection.ts";
import { Table } from "./table.tsx";
import { useList, type List } from "./use-list.ts";
import { addressOf, allCustomers, keyIn, readView, type NamedView, type View } from "./view.ts";
import { builtInViews } from "./views/built-in.ts";
import { namedView, useViews, type Views } from "./views/use-views.ts";
import { ViewsBar } from "./views/views-bar.tsx";

const nobody: never[] = [];

/** The list as its address says; every change is an address of its own. */
export default function Customers() {
  const { t, me } = useTools();
  const { query, route } = useLocation();
  const builtIn = useMemo(() => builtInViews(me.user.id, Date.now()), [me.user.id]);
  const open = useCallback(
    (key: string) => route(key === allCustomers.key ? "/customers" : `/customers?view=${key}`),
    [route],
  );
  const views = useViews(open);
  const key = keyIn(query);
  const base =
    builtIn.find((one) => one.key === key) ??
    views.saved?.map(namedView).find((one) => one.key === key);
  // A saved view is known once the views are here.
  if (base === undefined && views.saved === null)
    return (
      <>
        <PageHead title={t("nav.customers")} />
        <Loading rows={12} />
      </>
    );
  return (
    <Shown
      base={base ?? allCustomers}
      isGone={base === undefined}
      builtIn={builtIn}
      views={views}
    />
  );
}

/** `isGone` where the view of the address is no longer there. */
function Shown({
  base,
  isGone,
  builtIn,
  views,
}: {
  base: NamedView;
  isGone: boolean;
  builtIn: NamedView[];
  views: Views;
}) {
  const { t } = useTools();
  const { query, route } = useLocation();
  const { isBroken, ...view } = readView(query, base);
  const { filter, sort } = view;
  const list = useList({ filter, sort });
  const selection = useSelection(list.customers ?? nobody, JSON.stringify(filter));
  const bulk = useBulk(list.again);
  const chosen = useMemo(() => view.columns ?? chosenColumns(), [JSON.stringify(view.columns)]);
  const go = useCallback(
    (changes: Partial<View>) => route(addressOf({ ...view, ...changes }, base)),
    [route, JSON.stringify(view), base],
  );
  const owners = useOwnerNames();
  const save = useExport(list, selection, view, chosen);
  const choose = (keys: string[]) => {
    // Those of all customers are the ones usually shown, in this browser.
    if (base.key === allCustomers.key) keepColumns(keys);
    go({ columns: base.key === allCustomers.key ? null : keys });
  };
  return (
    <div class="customers">
      <PageHead title={t("nav.customers")} lead={<Count list={list} />}>
        <Search />
        <ColumnMenu chosen={chosen} choose={choose} />
        <RecentBulk bulk={bulk} />
      </PageHead>
      <ViewsBar builtIn={builtIn} views={views} base={base} view={view} go={route} />
      {(isBroken || isGone) && (
        <p class="notice bad" role="alert">
          {t(isGone ? "customers.views.gone" : "customers.broken")}
        </p>
      )}
      <FilterBar filter={filter} owners={owners} change={(next) => go({ filter: next })} />
      {bulk.action !== null && (
        <Progress action={bulk.action} undo={() => void bulk.undo(bulk.action?.id ?? "")} />
      )}
      <BulkBar selection={selection} filter={filter} count={list.count} bulk={bulk} save={save} />
      <Rows
        list={list}
        chosen={chosen}
        view={view}
        go={go}
        more={list.more}
        again={list.again}
        selection={selection}
      />
    </div>
  );
}

/** Returns the names of owners by their ids. */
function useOwnerNames(): ReadonlyMap<string, string> {
  const { t } = useTools();
  const owners = useOwners();
  return useMemo(
    () => new Map((owners ?? []).map(({ id, name }) => [id, name ?? t("customers.unnamed")])),
    [owners, t],
  );
}

/** Returns what saves the selected customers as a file. */
function useExport(
  list: List,
  { isAll, ids }: Selecting,
  view: View,
  chosen: readonly string[],
): () => Promise<void> {
  const tools = useTools();
  const { t, say } = tools;
  return async () => {
    const customers = isAll
      ? await everyCustomer(view, (count) => say(t("customers.bulk.asked", { count })))
      : (list.customers ?? []).filter(({ id }) => ids.has(id));
    const text = customersCsv(customers, chosen, tools);
    saveFile(new Blob([text], { type: "text/csv;charset=utf-8" }), `${t("nav.customers")}.csv`);
    say(t("customers.bulk.saved", { count: customers.length }));
  };
}

function Count({ list: { count } }: { list: List }) {
  const { t } = useTools();
  if (count === null) return <span role="status">{t("customers.counting")}</span>;
  return (
    <span role="status">
      {t(count.exact ? "customers.count" : "customers.countAtLeast", { count: count.number })}
    </span>
  );
}

function Rows({
  list,
  chosen,
  view: { filter, sort },
  go,
  more,
  again,
  selection,
}: {
  list: List;
  selection: Selecting;
  chosen: readonly string[];
  view: View;
  go(changes: Partial<View>): void;
  more(): void;
  again(): void;
}) {
  const { t } = useTools();
  const shown = useMemo(() => columns.filter(({ key }) => chosen.includes(key)), [chosen]);
  if (list.error !== null) return <Failed error={list.error} again={again} />;
  if (list.customers === null) return <Loading rows={12} />;
  if (list.customers.length === 0 && !list.isBusy)
    return (
      <Blank title={t(filter === null ? "customers.none" : "customers.noneFound")}>
        <p>{t(filter === null ? "customers.noneLead" : "customers.noneFoundLead")}</p>
        {filter !== null && (
          <button type="button" class="button" onClick={() => go({ filter: null })}>
            {t("customers.filter.clear")}
          </button>
        )}
      </Blank>
    );
  return (
    <Table
      selection={selection}
      list={list}
      columns={shown}
      sort={sort}
      sortBy={(next) => go({ sort: next })}
      more={more}
    />
  );
}
