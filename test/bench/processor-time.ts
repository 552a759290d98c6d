/** What the Worker's own process uses of the processor: unlike the clock it does not count waiting, nor what else the machine does. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

type Process = { id: number; parent: number; name: string; milliseconds: number };

/** Clock ticks a second, in which Linux counts. */
const ticks = () => Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** `pid (name) state ppid … utime stime …`, see proc(5); null for one that has just ended. */
function processOf(id: string, perSecond: number): Process | null {
  try {
    const [, name = "", rest = ""] = /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${id}/stat`, "utf8")) ?? [];
    const fields = rest.split(" ");
    return { id: Number(id), parent: Number(fields[1]), name, milliseconds: (1000 * (Number(fields[11]) + Number(fields[12]))) / perSecond };
  } catch {
    return null;
  }
}

/** Milliseconds that the `workerd` processes below this one have used so far; null where the system does not tell. */
export function workerdTime(): number | null {
  if (process.platform !== "linux") return null;
  const perSecond = ticks();
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((id) => processOf(id, perSecond)).filter((one) => one !== null);
  const parents = new Map(all.map(({ id, parent }) => [id, parent]));
  const below = (id: number | undefined): boolean => id !== undefined && (id === process.pid || below(parents.get(id)));
  const own = all.filter(({ id, name }) => name.startsWith("workerd") && below(id));
  return own.length === 0 ? null : own.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}
