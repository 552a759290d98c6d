/** A chart's figures as a table. */
import type { TableData } from "./chart-data.ts";

/** A table whose first column names the rows; figures stand under each other. */
export function ChartTable({ caption, table }: { caption: string; table: TableData }) {
  const { columns, rows } = table;
  const isNumber = columns.map((_, at) => rows.some((row) => typeof row[at]?.value === "number"));
  return (
    <table class="chart-table">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, at) => (
            <th scope="col" key={at} class={isNumber[at] ? "figure" : undefined}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map(({ text, href }, at) => {
              const content = href === undefined ? text : <a href={href}>{text}</a>;
              if (at === 0)
                return (
                  <th scope="row" key={at}>
                    {content}
                  </th>
                );
              return (
                <td key={at} class={isNumber[at] ? "figure" : undefined}>
                  {content}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
