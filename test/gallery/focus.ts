/** Focus within the panel, which stands in a shadow root. */
import type { Locator } from "@playwright/test";

/** Returns where the focus is within the panel: the name of a proof or button, else its text. */
export const focusIn = (panel: Locator) =>
  panel.evaluate((aside) => {
    const root = aside.getRootNode();
    const at = root instanceof ShadowRoot ? root.activeElement : null;
    return (
      at?.getAttribute("data-proof") ?? at?.getAttribute("data-log") ?? at?.textContent ?? null
    );
  });
