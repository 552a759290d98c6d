/** The frame of every page: navigation by role, the page, and what was said last. */
import { ErrorBoundary, lazy, Route, Router, useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../shared/ui/icons.tsx";
import { pages, type PageEntry } from "../pages.ts";
import type { Settings } from "../settings.ts";
import { useTools } from "../tools.ts";
import { followDrawn } from "./follow-drawn.ts";
import { Menu } from "./menu.tsx";
import { SaidStrip, type Said } from "./said.tsx";
import { Blank } from "./states.tsx";

const groups = ["work", "book", "settings"] as const;
const loaded = new Map(pages.map((page) => [page.key, lazy(page.load)]));

function useOwnPages(): PageEntry[] {
  const { can } = useTools();
  return pages.filter(({ least }) => can(least));
}

/** `change` keeps a setting of this browser. */
export function Shell({
  settings,
  change,
  said,
  dismiss,
}: {
  settings: Settings;
  change(changes: Partial<Settings>): void;
  said: Said;
  dismiss(): void;
}) {
  const { t } = useTools();
  const { path, url, route } = useLocation();
  const [isOpen, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  useEffect(() => setOpen(false), [url]);
  useEffect(() => {
    // Who goes on by keyboard or by ear begins at the new page's name, not at the link pressed.
    if (document.activeElement?.closest("nav") !== null) main.current?.focus();
  }, [path]);
  return (
    <>
      <a class="skip" href="#main">
        {t("portfolio.skip")}
      </a>
      <div class="shell">
        <header class="side" data-open={isOpen || undefined}>
          <div class="brand">
            <img src="/regards.svg" alt="" width="22" height="22" />
            <BookName />
            <button
              type="button"
              class="button quiet unfold"
              aria-expanded={isOpen}
              aria-controls="pages"
              onClick={() => setOpen(!isOpen)}
            >
              <Icon name={isOpen ? "close" : "down"} size={14} />
              {t("portfolio.pages")}
            </button>
          </div>
          <Pages path={path} />
          <Menu settings={settings} change={change} />
        </header>
        <main id="main" ref={main} tabIndex={-1} onClick={followDrawn(route)}>
          <Pane />
        </main>
      </div>
      <SaidStrip said={said} dismiss={dismiss} />
    </>
  );
}

function BookName() {
  const { me } = useTools();
  return (
    <span class="book clip grow" title={me.book.name}>
      {me.book.name}
    </span>
  );
}

function Pages({ path }: { path: string }) {
  const { t } = useTools();
  const own = useOwnPages();
  return (
    <nav id="pages" aria-label={t("portfolio.pages")}>
      {groups.map((group) => {
        const inGroup = own.filter((page) => page.group === group && page.isHidden !== true);
        if (inGroup.length === 0) return null;
        return (
          <div key={group} class="pages">
            <h2 class="small muted">{t(`nav.groups.${group}`)}</h2>
            <ul>
              {inGroup.map((page) => (
                <li key={page.key}>
                  <a
                    href={page.path}
                    aria-current={
                      path === page.path || path.startsWith(`${page.path}/`) ? "page" : undefined
                    }
                  >
                    {t(`nav.${page.key}`)}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

function Pane() {
  const own = useOwnPages();
  const first = own.find(({ isHidden }) => isHidden !== true);
  const start = first === undefined ? [] : [{ ...first, path: "/" }];
  const routes = [...start, ...own].flatMap(({ key, path }) => {
    const Page = loaded.get(key);
    return Page === undefined ? [] : [<Route key={path} path={path} component={Page} />];
  });
  return (
    <ErrorBoundary>
      <Router>{[...routes, <Route key="nowhere" default component={Nowhere} />]}</Router>
    </ErrorBoundary>
  );
}

function Nowhere() {
  const { t } = useTools();
  return (
    <Blank title={t("portfolio.nowhere.title")}>
      <p>{t("portfolio.nowhere.lead")}</p>
      <a class="button" href="/">
        {t("portfolio.nowhere.back")}
      </a>
    </Blank>
  );
}
