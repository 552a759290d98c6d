/**
 * Measures the processor time of the Worker's own process: unlike the clock it does not count
 * waiting, nor what else the machine does.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

type Process = { id: number; parent: number; name: string; milliseconds: number };

/** Clock ticks a second, in which Linux counts. */
const ticks = () => Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** `pid (name) state ppid … utime stime …`, see proc(5); null for one that has just ended. */
function processOf(id: string, perSecond: number): Process | null {
  try {
    const [, name = "", rest = ""] =
      /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${id}/stat`, "utf8")) ?? [];
    const fields = rest.split(" ");
    return {
      id: Number(id),
      parent: Number(fields[1]),
      name,
      milliseconds: (1000 * (Number(fields[11]) + Number(fields[12]))) / perSecond,
    };
  } catch {
    return null;
  }
}

/**
 * Milliseconds that each `workerd` below this process has used so far, by process; null where the
 * system does not tell.
 */
function workerdTimes(): Map<number, number> | null {
  if (process.platform !== "linux") return null;
  const perSecond = ticks();
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((id) => processOf(id, perSecond))
    .filter((one) => one !== null);
  const parents = new Map(all.map(({ id, parent }) => [id, parent]));
  const below = (id: number | undefined): boolean =>
    id !== undefined && (id === process.pid || below(parents.get(id)));
  return new Map(
    all
      .filter(({ id, name }) => name.startsWith("workerd") && below(id))
      .map(({ id, milliseconds }) => [id, milliseconds]),
  );
}

/**
 * Returns what `workerd` uses of the processor while `act` runs, milliseconds; null where the
 * system does not tell.
 */
export async function workerdTimeOf(act: () => Promise<unknown>): Promise<number | null> {
  const before = workerdTimes();
  await act();
  const after = workerdTimes();
  if (before === null || after === null || after.size === 0) return null;
  return [...after].reduce(
    (sum, [id, milliseconds]) => sum + milliseconds - (before.get(id) ?? 0),
    0,
  );
}
