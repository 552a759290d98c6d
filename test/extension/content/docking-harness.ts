/** A page with the real docking of a panel in it, whose mail is `#mail`: for a browser. */
import { openPlace } from "../../../extension/content/docked-frame.ts";
import { openDocking } from "../../../extension/content/docking.ts";
import type { Adapter } from "../../../extension/mail/adapter.ts";

const adapter = {
  mail: (page: Document) => page.querySelector("#mail"),
} as Adapter;

function open() {
  const docking = openDocking({
    document,
    adapter,
    signal: new AbortController().signal,
    open: (page) => openPlace(page, null),
    changed() {},
  });
  docking.show("open");
  return docking;
}

const harness = { open };
declare global {
  interface Window {
    dockingHarness: typeof harness;
  }
}
window.dockingHarness = harness;
