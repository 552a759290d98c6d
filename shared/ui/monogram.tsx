/** One or two letters of a name in the colours of a tier. */
import { initials } from "./initials.ts";
import type { Tier } from "./tier-badge.tsx";

/** `isDecoration` where the name stands beside it, so that screen readers pass over it. */
export function Monogram({
  name,
  tier = "low",
  isDecoration = false,
}: {
  name: string;
  tier?: Tier;
  isDecoration?: boolean;
}) {
  return (
    <span class={`monogram ${tier}`} aria-hidden={isDecoration ? "true" : undefined}>
      {initials(name)}
    </span>
  );
}
