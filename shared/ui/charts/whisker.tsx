/** A 95 % interval on a bar or beside a dot. */

/** A line from `from` to `to` pixels along one axis, at `at` of the other, with short ends. */
export function Whisker({
  from,
  to,
  at,
  upright = false,
}: {
  from: number;
  to: number;
  at: number;
  upright?: boolean;
}) {
  const end = (place: number) =>
    upright ? `M${at - 3},${place} H${at + 3}` : `M${place},${at - 3} V${at + 3}`;
  const stem = upright ? `M${at},${from} V${to}` : `M${from},${at} H${to}`;
  const path = `${stem} ${end(from)} ${end(to)}`;
  return (
    <>
      <path class="halo" d={path} />
      <path class="whisker" d={path} />
    </>
  );
}
