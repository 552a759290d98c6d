/**
 * The rows of a thread list that a person can see, without asking the page where each of a thousand
 * stands.
 */

type Span = { top: number; bottom: number };

/**
 * Up to so many rows every one is asked; of more, that stand one below the other, the first and the
 * last in view are found by halving: one hidden between them counts.
 */
const few = 200;

/**
 * Returns the rows in view and a screenful around them. Must be called when the page is laid out.
 * @param rows in the order of the page; a hidden row has no height and stands at the top
 * @param height of the window
 */
export function inView<Row extends { getBoundingClientRect(): Span }>(
  rows: ArrayLike<Row>,
  height: number,
): Row[] {
  const isHidden = (at: number) => {
    const { top, bottom } = spanAt(at);
    return bottom <= top;
  };
  const seen = ({ top, bottom }: Span) => bottom > top && bottom > -height && top < 2 * height;
  const spanAt = (at: number) => rows[at]?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  if (rows.length <= few)
    return Array.from(rows).filter((row) => seen(row.getBoundingClientRect()));
  // A list that is put away as a whole.
  if ([0, rows.length >> 1, rows.length - 1].every(isHidden)) return [];
  /** Finds the first row of which it holds; it holds of all that follow. */
  const first = (holds: (span: Span) => boolean) => {
    let at = 0;
    for (let end = rows.length; at < end;) {
      const middle = (at + end) >> 1;
      if (holds(spanAt(middle))) end = middle;
      else at = middle + 1;
    }
    return at;
  };
  return Array.prototype.slice.call(
    rows,
    first(({ bottom }) => bottom > -height),
    first(({ top }) => top >= 2 * height),
  ) as Row[];
}
