/** An address in a fixed-width face, cut in its middle, with the letters marked that are doubted. */
import { useMemo } from "preact/hooks";
import { plain } from "../../shared/locales/translate.ts";
import { cutParts } from "../../shared/people/cut-address.ts";
import type { Part, Span } from "../../shared/people/cut-address.ts";

/**
 * The address at this width in letters. Screen readers and the tooltip have it whole.
 * @param marked where its letters are others than one might take them for
 */
export function Address({
  address,
  columns,
  marked = [],
}: {
  address: string;
  columns: number;
  marked?: readonly Span[];
}) {
  const whole = plain(address);
  const parts = useMemo(() => cutParts(whole, columns, marked), [whole, columns, marked]);
  return (
    <bdi class="address" title={whole}>
      <Letters parts={parts} />
      <span class="hidden">{whole}</span>
    </bdi>
  );
}

/** The letters as they are seen: those that are marked are bold and underlined, too. */
export function Letters({ parts }: { parts: readonly Part[] }) {
  return (
    <span class="letters" aria-hidden="true">
      {parts.map(({ text, isMarked }) => (isMarked ? <mark>{text}</mark> : text))}
    </span>
  );
}
