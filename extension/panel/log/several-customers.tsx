/** Logging for all customers of a message at once, and taking it back for all. */
import { plain } from "../../../shared/locales/translate.ts";
import { act } from "../../../shared/ui/guard.ts";
import type { PanelState } from "../state.ts";
import { useTools } from "../tools.ts";

/**
 * One press that logs the message for those without a log, one that takes all back; nothing where
 * the message has one customer.
 */
export function SeveralCustomers({
  state: { customers, email },
  busy,
  logAll,
  undoAll,
}: {
  state: PanelState;
  busy: boolean;
  logAll(): void;
  undoAll(): void;
}) {
  const { t } = useTools();
  const open = customers.filter(({ log }) => log.state === "none");
  const own = customers.filter(
    ({ log }) => log.state === "pending" || (log.state === "logged" && log.by === null),
  );
  const names = (some: typeof customers) => some.map(({ name }) => plain(name)).join(", ");
  // The shown customer's own button is enough where it is the only one left.
  const offers =
    email !== null &&
    customers.length > 1 &&
    open.length > 0 &&
    (open.length > 1 || own.length > 0);
  if (!offers && own.length < 2) return null;
  return (
    <div class="several">
      {offers && (
        <button
          type="button"
          class="button"
          data-log="all"
          disabled={busy}
          title={names(open)}
          onClick={act(logAll)}
        >
          {t(open.length === customers.length ? "panel.log.all" : "panel.log.rest", {
            count: open.length,
          })}
        </button>
      )}
      {own.length > 1 && (
        <button
          type="button"
          class="link small"
          title={names(own)}
          disabled={busy}
          onClick={act(undoAll)}
        >
          {t("panel.log.undoAll", { count: own.length })}
        </button>
      )}
    </div>
  );
}
