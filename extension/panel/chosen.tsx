/** Notice of who was said to have written. */
import { Link } from "../../shared/ui/link.tsx";
import { useTools } from "./tools.ts";

/** Says that the person chose, with the way back. */
export function Chosen() {
  const { t, commands } = useTools();
  return (
    <div class="proof pending">
      <span class="text">
        <span>{t("panel.offer.chosen")}</span>
      </span>
      <Link text={t("panel.offer.back")} press={() => commands.choose(null)} />
    </div>
  );
}
