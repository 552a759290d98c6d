/** Places of a flow between groups of two dates: a sankey of two columns. */

/** Customers who went from one group to another. */
export type Flow = { from: string; to: string; count: number; href?: string };
export type FlowNode = { key: string; count: number; y: number; height: number };
export type FlowRibbon = Flow & { y0: number; y1: number; height: number };
export type FlowLayout = { from: FlowNode[]; to: FlowNode[]; ribbons: FlowRibbon[] };

/**
 * Places groups under each other in the order of `keys`, as high as their counts; ribbons leave and
 * arrive in that order too, so that none cross without need.
 */
export function flowLayout(
  flows: readonly Flow[],
  keys: readonly string[],
  height: number,
  gap: number,
): FlowLayout {
  const sumOf = (side: "from" | "to", key: string) =>
    flows.reduce((sum, flow) => sum + (flow[side] === key ? flow.count : 0), 0);
  const sides = { from: countsOf("from"), to: countsOf("to") };
  function countsOf(side: "from" | "to") {
    return keys.map((key) => ({ key, count: sumOf(side, key) })).filter(({ count }) => count > 0);
  }
  const total = flows.reduce((sum, { count }) => sum + count, 0);
  const gaps = Math.max(sides.from.length, sides.to.length, 1) - 1;
  const unit = total === 0 ? 0 : (height - gaps * gap) / total;
  const [from, to] = [stack(sides.from, unit, gap), stack(sides.to, unit, gap)];
  const used = new Map<FlowNode, number>();
  const take = (node: FlowNode | undefined, thick: number): number => {
    if (node === undefined) return 0;
    const before = used.get(node) ?? 0;
    used.set(node, before + thick);
    return node.y + before;
  };
  const rank = (key: string) => keys.indexOf(key);
  const ribbons = flows
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to))
    .map((flow): FlowRibbon => {
      const thick = flow.count * unit;
      const y0 = take(
        from.find(({ key }) => key === flow.from),
        thick,
      );
      const y1 = take(
        to.find(({ key }) => key === flow.to),
        thick,
      );
      return { ...flow, y0, y1, height: thick };
    });
  return { from, to, ribbons };
}

function stack(nodes: { key: string; count: number }[], unit: number, gap: number): FlowNode[] {
  let y = 0;
  return nodes.map(({ key, count }) => {
    const node = { key, count, y, height: count * unit };
    y += node.height + gap;
    return node;
  });
}
