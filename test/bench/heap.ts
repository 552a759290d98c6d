/**
 * Measures what a page or a service worker holds in memory after the collector ran: bytes by kind,
 * and what of the DOM is held though it is in no document.
 */
import type { Debugged } from "./debugged.ts";

export type Heap = {
  /** Bytes of V8's heap; a page and all extensions' scripts in it share one. */
  all: number;
  /**
   * Bytes of what scripts hold: objects, arrays, functions, strings, numbers. Not among them: code
   * compiled of scripts, which comes and goes as V8 sees fit.
   */
  objects: number;
  /** Nodes in no document that something still holds, by their names in the snapshot. */
  detached: Record<string, number>;
};
/**
 * The same of a page, with how many nodes of DOM there are, the detached included, and listeners.
 */
export type Held = Heap & { nodes: number; listeners: number };

type Snapshot = {
  snapshot: { meta: { node_fields: string[]; node_types: [string[]] } };
  nodes: number[];
  strings: string[];
};

/**
 * The kinds of nodes in a snapshot that scripts do not hold: V8's compiled code, the browser's own,
 * the snapshot's own.
 */
const others: ReadonlySet<string> = new Set(["code", "native", "synthetic", "hidden"]);

/**
 * Returns what a snapshot tells of objects and of nodes that it marks as detached (2). Throws where
 * it does not.
 */
export function readSnapshot(text: string): Omit<Heap, "all"> {
  const {
    snapshot: {
      meta: {
        node_fields: fields,
        node_types: [types],
      },
    },
    nodes,
    strings,
  } = JSON.parse(text) as Snapshot;
  const [type, name, size, detachedness] = ["type", "name", "self_size", "detachedness"].map(
    (field) => fields.indexOf(field),
  ) as [number, number, number, number];
  if (detachedness < 0)
    throw new Error("This browser's heap snapshot does not tell detached nodes.");
  const detached: Record<string, number> = {};
  let objects = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (!others.has(types[nodes[at + type] ?? -1] ?? "")) objects += nodes[at + size] ?? 0;
    if (nodes[at + detachedness] !== 2) continue;
    const of = (strings[nodes[at + name] ?? -1] ?? "").split(" ").slice(0, 2).join(" ");
    detached[of] = (detached[of] ?? 0) + 1;
  }
  return { objects, detached };
}

/** Returns what is held now. Takes a snapshot, so some seconds. */
export async function heapOf(debugged: Debugged): Promise<Heap> {
  const parts: string[] = [];
  debugged.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => {
    parts.push(String(chunk));
  });
  await debugged.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  for (let times = 0; times < 3; times++) await debugged.send("HeapProfiler.collectGarbage");
  const { usedSize } = await debugged.send("Runtime.getHeapUsage");
  return { all: Number(usedSize), ...readSnapshot(parts.splice(0).join("")) };
}

/** The same of a page. */
export async function held(page: Debugged): Promise<Held> {
  const heap = await heapOf(page);
  const { nodes, jsEventListeners } = await page.send("Memory.getDOMCounters");
  return { ...heap, nodes: Number(nodes), listeners: Number(jsEventListeners) };
}
