/** The views of the list as links, and what can be done with the one that is shown. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { SavedView } from "../../../../../shared/contract/answers.ts";
import { plain } from "../../../../../shared/locales/translate.ts";
import { Icon } from "../../../../../shared/ui/icons.tsx";
import { onEscape } from "../../../../../shared/ui/guard.ts";
import { failureWords } from "../../../failure-words.ts";
import { useTools } from "../../../tools.ts";
import { useAway } from "../../../use-away.ts";
import { addressOf, allCustomers, isChanged, type NamedView, type View } from "../view.ts";
import { namedView, type Naming, type Views } from "./use-views.ts";
import { ViewForm } from "./view-form.tsx";

type Props = {
  builtIn: readonly NamedView[];
  views: Views;
  /** The view that the shown one began with. */
  base: NamedView;
  view: View;
  /** Shows a view by its address. */
  go(address: string): void;
};

/** Links to every view; behind them the buttons for the one that is shown. */
export function ViewsBar({ builtIn, views, base, view, go }: Props) {
  const { t } = useTools();
  const saved = views.saved ?? [];
  return (
    <div class="views-bar">
      <nav aria-label={t("customers.views.title")}>
        <ul class="views">
          {builtIn.map((one) => (
            <ViewLink key={one.key} view={one} name={t(`customers.views.${one.key}`)} base={base} />
          ))}
          {saved.map((one) => (
            <ViewLink
              key={one.id}
              view={namedView(one)}
              name={plain(one.name)}
              base={base}
              isTeams={one.scope === "team"}
            />
          ))}
        </ul>
      </nav>
      <Tools
        key={base.key}
        view={view}
        base={base}
        views={views}
        shown={saved.find(({ id }) => id === base.key) ?? null}
        go={go}
      />
    </div>
  );
}

function ViewLink({
  view,
  name,
  base,
  isTeams = false,
}: {
  view: NamedView;
  name: string;
  base: NamedView;
  isTeams?: boolean;
}) {
  const { t } = useTools();
  const link = useRef<HTMLAnchorElement>(null);
  const isShown = view.key === base.key;
  useEffect(() => {
    if (isShown) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isShown]);
  return (
    <li>
      <a
        ref={link}
        href={addressOf(view, view)}
        class="view-link"
        aria-current={isShown ? "page" : undefined}
      >
        <bdi class="clip">{name}</bdi>
        {isTeams && (
          <span title={t("customers.views.scope.team")}>
            <Icon name="people" size={13} />
            <span class="hidden">{t("customers.views.scope.team")}</span>
          </span>
        )}
      </a>
    </li>
  );
}

/** `shown` is the saved view that is shown; null for one that is always there. */
function Tools({
  view,
  base,
  views,
  shown,
  go,
}: Omit<Props, "builtIn"> & { shown: SavedView | null }) {
  const { t, say, can } = useTools();
  const [form, setForm] = useState<"save" | "rename" | "menu" | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const close = () => setForm(null);
  useAway(place, form !== null, close);
  const changed = isChanged(view, base);
  const mayChange = shown !== null && (shown.own || can("manager"));
  const failed = (thrown: unknown) => say(failureWords(thrown, t));
  const update = async (naming: Naming, next: View) => {
    if (shown === null) return;
    await views.change(shown, naming, next);
    close();
    if (next === view) go(addressOf(namedView(shown), namedView(shown)));
  };
  const save = async (naming: Naming) => {
    const kept = namedView(await views.save(naming, view));
    close();
    go(addressOf(kept, kept));
  };
  const remove = () => {
    close();
    if (shown !== null) void views.remove(shown).then(() => go(addressOf(allCustomers)), failed);
  };
  if (!changed && shown === null) return null;
  return (
    <div class="row menu view-tools" ref={place} onKeyDown={onEscape(close)}>
      {changed && base.key !== allCustomers.key && (
        <>
          <span class="small muted" role="status">
            {t("customers.views.isChanged")}
          </span>
          <a class="button quiet" href={addressOf(base, base)}>
            {t("customers.views.reset")}
          </a>
        </>
      )}
      {changed && mayChange && (
        <button type="button" class="button" onClick={() => void update(shown, view).catch(failed)}>
          {t("customers.views.update")}
        </button>
      )}
      {changed && (
        <button
          type="button"
          class="button"
          aria-expanded={form === "save"}
          onClick={() => setForm(form === "save" ? null : "save")}
        >
          {t("customers.views.save")}
        </button>
      )}
      {mayChange && (
        <button
          type="button"
          class="button"
          aria-expanded={form === "menu"}
          onClick={() => setForm(form === "menu" ? null : "menu")}
        >
          {t("customers.views.edit")}
        </button>
      )}
      {form === "menu" && (
        <div class="menu-sheet sheet">
          <button type="button" class="menu-item" onClick={() => setForm("rename")}>
            {t("customers.views.rename")}
          </button>
          <button type="button" class="menu-item" onClick={remove}>
            {t("customers.views.remove")}
          </button>
        </div>
      )}
      {form === "save" && (
        <ViewForm start={{ name: "", scope: "mine" }} mayShare save={save} close={close} />
      )}
      {form === "rename" && shown !== null && (
        <ViewForm
          start={shown}
          mayShare={shown.own}
          save={(naming) => update(naming, namedView(shown))}
          close={close}
        />
      )}
    </div>
  );
}
