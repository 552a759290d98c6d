/** What a page holds in memory, after the collector ran: figures, and what of the DOM is held though it is in no document. */
import type { CDPSession } from "@playwright/test";

export type Held = {
  /** Bytes of V8's heap, the page's and all extensions' together: they share one. */
  heap: number;
  /** Of the DOM, the detached included; and listeners. */
  nodes: number; listeners: number;
  /** Nodes in no document that something still holds, by their names in the snapshot. */
  detached: Record<string, number>;
};

type Snapshot = { snapshot: { meta: { node_fields: string[] } }; nodes: number[]; strings: string[] };

/** Nodes that the snapshot marks as detached (2), by name. */
export function detachedIn(text: string): Record<string, number> {
  const { snapshot: { meta: { node_fields: fields } }, nodes, strings } = JSON.parse(text) as Snapshot;
  const name = fields.indexOf("name"), detachedness = fields.indexOf("detachedness");
  if (detachedness < 0) throw new Error("This browser's heap snapshot does not tell detached nodes.");
  const found: Record<string, number> = {};
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (nodes[at + detachedness] !== 2) continue;
    const of = (strings[nodes[at + name] ?? -1] ?? "").split(" ").slice(0, 2).join(" ");
    found[of] = (found[of] ?? 0) + 1;
  }
  return found;
}

/** What is held now. Takes a snapshot, so some seconds. */
export async function held(session: CDPSession): Promise<Held> {
  const parts: string[] = [];
  const keep = ({ chunk }: { chunk: string }) => { parts.push(chunk); };
  session.on("HeapProfiler.addHeapSnapshotChunk", keep);
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  session.off("HeapProfiler.addHeapSnapshotChunk", keep);
  for (let times = 0; times < 3; times++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  return { heap: usedSize, nodes, listeners: jsEventListeners, detached: detachedIn(parts.join("")) };
}
