/** Connection to the Worker, while it is down or something waits to be sent. */
import { act } from "./guard.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import type { PanelState } from "./state.ts";
import { useTools } from "./tools.ts";

/**
 * The strip; nothing while online and nothing waits.
 * @param memory the moment the shown card was scored, where it is a remembered one
 */
export function ConnectionStrip({ state, memory }: { state: PanelState; memory: string | null }) {
  const { t, commands, moment } = useTools();
  const { connection, waiting } = state;
  if (connection === "online" && waiting === 0) return null;
  const parts = [
    connection === "online" ? null : t(`panel.connection.${connection}`),
    connection !== "online" && memory !== null
      ? t("panel.connection.memory", { at: moment(memory) })
      : null,
    waiting > 0 ? t("panel.connection.waiting", { count: waiting }) : null,
  ];
  return (
    <div class={`strip ${connection}`} role="status">
      <Icon name={connection === "online" ? "clock" : "warn"} size={14} />
      <span class="grow">{parts.filter((part) => part !== null).join(t("panel.between"))}</span>
      {connection === "failing" && (
        <button type="button" class="link" onClick={act(() => commands.retry())}>
          {t("panel.connection.retry")}
        </button>
      )}
    </div>
  );
}
