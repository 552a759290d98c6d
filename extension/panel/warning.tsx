/** Early warning: signs that turned for the worse before the sales show it. */
import type { Card } from "../../shared/contract/card.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { useTools } from "./tools.ts";

/** Signs that say the same as a reason to act. */
const same: Record<string, string> = { silent: "silent_beyond_interval" };

/**
 * The signs, each a sentence, but for what the suggestion below gives as its reason; nothing where
 * nothing warns.
 */
export function Warning({ scores: { warning, next } }: { scores: Card["scores"] }) {
  const { t } = useTools();
  const signs =
    warning?.signs.filter(({ code }) => (same[code] ?? code) !== next.action?.reason.code) ?? [];
  if (warning === null || signs.length === 0) return null;
  return (
    <div class={`signs ${warning.level}`} role="group" aria-label={t("panel.warning.title")}>
      <Icon name="warn" />
      <ul>
        {signs.map((sign) => (
          <li key={sign.code}>{t(`codes.sign.${sign.code}`, sign.parameters)}</li>
        ))}
      </ul>
    </div>
  );
}
