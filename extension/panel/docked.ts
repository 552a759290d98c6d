/** The panel docked in a page: the whole document of `panel.html`. */
import { watchSight } from "./covered.ts";
import { guarded } from "./guarded.ts";
import { dockedLink } from "./links.ts";
import { mountPanel } from "./mount.tsx";
import { openTab } from "./tab/tab.ts";

/**
 * Starts the panel in a page that names its frame after the `#`; does nothing where no reader knows
 * it.
 */
export async function startDocked({ body, location }: Document): Promise<void> {
  const link = await dockedLink(location.hash.slice(1));
  if (link === null) return;
  const mounted = mountPanel(body);
  const sight = watchSight(body, (x, y) => link.isHit(x, y));
  const tab = openTab({
    link,
    draw: (state) => mounted.draw(state, commands),
  });
  const commands = guarded(tab.commands, sight.isSeen);
  // A page that is gone back to has kept this document, and closed its connection.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) window.location.reload();
  });
}
