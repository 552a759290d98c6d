/**
 * The base of every page of the extension: the background's status, the reader's words, light or
 * dark.
 */
import { render } from "preact";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import "../panel/styles/frame.css";
import "../../shared/ui/styles/tokens.css";
import "../../shared/ui/styles/base.css";
import "../../shared/ui/styles/controls.css";
import "./pages.css";
import "./page-languages.ts";
import { translator } from "../../shared/locales/translate.ts";
import { ensure, words } from "../../shared/locales/words.ts";
import type { Translate } from "../../shared/locales/translate.ts";
import { followComposition } from "../../shared/ui/composition.ts";
import { ask } from "../sync/messages.ts";
import type { Notice, Status } from "../sync/messages.ts";
import { localeOf } from "../sync/settings.ts";

export type Page = { status: Status; locale: "en" | "zh_CN"; t: Translate; dark: boolean };

async function pageOf(status: Status): Promise<Page> {
  const locale = localeOf(status.settings, navigator.language);
  await ensure(locale);
  const dark =
    status.settings.theme === "auto"
      ? matchMedia("(prefers-color-scheme: dark)").matches
      : status.settings.theme === "dark";
  return { status, locale, t: translator(words(locale), locale), dark };
}

/**
 * Says that the background cannot start, as after a downgrade over data that this version cannot
 * use.
 */
async function sayBroken(): Promise<void> {
  const locale = navigator.language.toLowerCase().startsWith("zh") ? "zh_CN" : "en";
  await ensure(locale);
  const note = document.createElement("p");
  note.role = "alert";
  note.style.cssText =
    "margin: 0; padding: 16px; font: 14px/1.5 system-ui, sans-serif; min-width: 280px";
  note.textContent = translator(words(locale), locale)("pages.broken");
  document.getElementById("root")?.replaceChildren(note);
}

/**
 * Returns the status, asked again whenever the background reports a change; null until the first
 * answer.
 */
export function usePage(): Page | null {
  const [page, setPage] = useState<Page | null>(null);
  useEffect(() => {
    let isKnown = false;
    const read = () => {
      void ask("status", null)
        .then(async (status) => {
          const next = await pageOf(status);
          isKnown = true;
          setPage(next);
        })
        .catch(() => {
          if (!isKnown) void sayBroken();
        });
    };
    const hear = (message: Notice) => {
      if (message.notice === "changed") read();
    };
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    chrome.runtime.onMessage.addListener(hear);
    for (const name of ["online", "offline"]) addEventListener(name, read);
    scheme.addEventListener("change", read);
    read();
    return () => {
      chrome.runtime.onMessage.removeListener(hear);
      for (const name of ["online", "offline"]) removeEventListener(name, read);
      scheme.removeEventListener("change", read);
    };
  }, []);
  return page;
}

/** Asks again whenever the background says that something changed. */
export function useAnswer<T>(read: () => Promise<T>, page: Page | null): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    void read().then(setValue);
  }, [page]);
  return value;
}

/** The page's frame; sets language, title and colours of the document. */
export function Frame({
  page,
  title,
  kind,
  children,
}: {
  page: Page;
  title: string;
  kind: "page" | "popup";
  children: ComponentChildren;
}) {
  const theme = page.dark ? "dark" : "light";
  useEffect(() => {
    document.documentElement.lang = page.locale === "en" ? "en" : "zh-CN";
    document.documentElement.dataset["theme"] = theme;
    document.title = title;
  }, [page.locale, theme, title]);
  return (
    <div class={`regards ${kind}`} data-theme={theme}>
      {children}
    </div>
  );
}

/** Puts a page's component into its document. */
export function start(component: ComponentChildren): void {
  followComposition(document);
  const root = document.getElementById("root");
  if (root !== null) render(component, root);
}
