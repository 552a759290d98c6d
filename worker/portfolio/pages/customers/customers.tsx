/** The list of customers: filtered, sorted, searched; each row leads to the customer's own page. */
import { useLocation } from "preact-iso";
import { useCallback, useMemo, useState } from "preact/hooks";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { ColumnMenu } from "./column-menu.tsx";
import { chosenColumns, columns, keepColumns } from "./columns.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Search } from "./search.tsx";
import { Table } from "./table.tsx";
import { useList, type List } from "./use-list.ts";
import { addressOf, readView, type View } from "./view.ts";

/** The list as its address says; every change is an address of its own. */
export default function Customers() {
  const { t } = useTools();
  const { query, route } = useLocation();
  const view = readView(query);
  const { filter, sort, isBroken } = view;
  const list = useList({ filter, sort });
  const [chosen, setChosen] = useState(chosenColumns);
  const go = useCallback((next: View) => route(addressOf(next)), [route]);
  const owners = useMemo(
    () =>
      new Map(
        (list.customers ?? []).flatMap(({ owner }) =>
          owner === null ? [] : [[owner.id, owner.name ?? t("customers.unnamed")] as const],
        ),
      ),
    [list.customers, t],
  );
  const choose = (keys: string[]) => {
    setChosen(keys);
    keepColumns(keys);
  };
  return (
    <div class="customers">
      <PageHead title={t("nav.customers")} lead={<Count list={list} />}>
        <Search />
        <ColumnMenu chosen={chosen} choose={choose} />
      </PageHead>
      {isBroken && (
        <p class="notice bad" role="alert">
          {t("customers.broken")}
        </p>
      )}
      <FilterBar filter={filter} owners={owners} change={(next) => go({ filter: next, sort })} />
      <Rows
        list={list}
        chosen={chosen}
        view={{ filter, sort }}
        go={go}
        more={list.more}
        again={list.again}
      />
    </div>
  );
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
}: {
  list: List;
  chosen: readonly string[];
  view: View;
  go(view: View): void;
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
          <button type="button" class="button" onClick={() => go({ filter: null, sort })}>
            {t("customers.filter.clear")}
          </button>
        )}
      </Blank>
    );
  return (
    <Table
      list={list}
      columns={shown}
      sort={sort}
      sortBy={(next) => go({ filter, sort: next })}
      more={more}
    />
  );
}
