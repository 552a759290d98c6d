/**
 * The panel in a message's own document: Thunderbird loads no frame there, of any address. No
 * script of a message runs.
 */
import "../../pages/all-languages.ts";
import { openPlace } from "../../content/docked-frame.ts";
import type { DockedPanel } from "../../content/docked-frame.ts";
import type { PageLink } from "../../protocol/tab.ts";
import { watchSight } from "../../panel/covered.ts";
import { guarded } from "../../panel/guarded.ts";
import { mountPanel } from "../../panel/mount.tsx";
import { openTab } from "../../panel/tab/tab.ts";

/** Draws the panel at the end of the document, in a closed shadow root. */
export function drawPanel(document: Document, link: PageLink): DockedPanel {
  const place = openPlace(document, null);
  const mounted = mountPanel(place.shadow);
  const sight = watchSight(place.host, async (x, y) => {
    const { left, top } = place.host.getBoundingClientRect();
    return place.isHit(x - left, y - top);
  });
  const tab = openTab({ link, draw: (state) => mounted.draw(state, commands) });
  const commands = guarded(tab.commands, sight.isSeen);
  return {
    ...place,
    remove() {
      tab.leave();
      mounted.unmount();
      sight.stop();
      place.remove();
    },
  };
}
