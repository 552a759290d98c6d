/** Labels beside each other's marks, moved apart. */

/** Moves places apart to at least `gap` pixels, in their order, each as little as it can. */
export function spread(places: readonly number[], gap: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  // Neighbours that touch form a block around the mean of where they would stand.
  const blocks: { sum: number; count: number }[] = [];
  const topOf = ({ sum, count }: { sum: number; count: number }) => sum / count;
  for (const { place } of order) {
    let block = { sum: place, count: 1 };
    let before = blocks.at(-1);
    while (before !== undefined && topOf(before) + before.count * gap > topOf(block)) {
      blocks.pop();
      // Wishes are those of the block's first label: each later one stands a gap further down.
      block = {
        sum: before.sum + block.sum - block.count * before.count * gap,
        count: before.count + block.count,
      };
      before = blocks.at(-1);
    }
    blocks.push(block);
  }
  const moved = blocks.flatMap((block) =>
    Array.from({ length: block.count }, (_, at) => topOf(block) + at * gap),
  );
  const result = Array.from<number>({ length: places.length });
  for (const [at, { index }] of order.entries()) result[index] = moved[at] ?? 0;
  return result;
}
