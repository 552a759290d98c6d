/** The one sentence that stays when the extension was reloaded or removed under an open tab. */
import type { ReaderWords } from "../sync/messages.ts";
import { closedElement, ofHost } from "./host.ts";
import { adopt } from "./sheet.ts";

/** Says that the tab must be reloaded; goes away by its button. */
export function sayOrphaned(document: Document, words: ReaderWords): void {
  const { host, shadow } = closedElement(document, "regards-panel");
  adopt(
    shadow,
    ofHost("all:initial;direction:ltr;position:fixed;inset:auto 16px 16px auto;z-index:2147483000"),
  );
  const box = document.createElement("div");
  box.role = "status";
  box.lang = words.locale === "en" ? "en" : "zh-CN";
  box.style.cssText =
    "font:13px/1.4 system-ui,sans-serif;display:flex;gap:12px;align-items:center;" +
    "padding:10px 12px;border-radius:8px;background:#1c2024;color:#fff;" +
    "box-shadow:0 2px 12px #0004";
  const button = document.createElement("button");
  button.textContent = words.close;
  button.style.cssText =
    "font:inherit;font-weight:600;color:inherit;background:none;border:1px solid #80838d;" +
    "border-radius:6px;min-height:28px;padding:0 10px;cursor:pointer";
  button.addEventListener("click", () => host.remove());
  box.append(words.reloadTab, button);
  shadow.append(box);
  (document.body ?? document.documentElement).append(host);
}
