/** @jsxImportSource #overlay */
/** Early warning: what has turned for the worse, before it shows in the sales. */
import type { Card } from "../../shared/contract/card.ts";
import { Icon } from "./icons.tsx";
import { useTools } from "./tools.ts";

/** The signs, each a sentence; nothing where nothing warns. */
export function Warning({ warning }: { warning: Card["scores"]["warning"] }) {
  const { t } = useTools();
  if (warning === null) return null;
  return (
    <div class={`signs ${warning.level}`} role="group" aria-label={t("overlay.warning.title")}>
      <Icon name="warn" />
      <ul>{warning.signs.map((sign) => <li key={sign.code}>{t(`codes.sign.${sign.code}`, sign.parameters)}</li>)}</ul>
    </div>
  );
}
