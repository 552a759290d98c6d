/** The calm screens: nothing to show yet, nobody to show, not signed in, not readable. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { act, change } from "../../shared/ui/guard.ts";
import { Icon, type IconName } from "../../shared/ui/icons.tsx";
import { displayName } from "./names.ts";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** An emblem, a heading and a sentence in the middle of the panel. */
export function Screen({
  icon,
  title,
  text,
  children,
}: {
  icon: IconName;
  title: string;
  text: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="emblem">
        <Icon name={icon} size={20} />
      </span>
      <h2 class="name">{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** Nobody is signed in: the way to pair. */
export function SignedOut() {
  const { t, commands } = useTools();
  return (
    <Screen icon="key" title={t("panel.signedOut.title")} text={t("panel.signedOut.text")}>
      <div class="buttons">
        <button
          type="button"
          class="button primary large"
          onClick={act(() => commands.openSignIn())}
        >
          {t("panel.signedOut.pair")}
        </button>
      </div>
    </Screen>
  );
}

/** A customer who came by an import that nothing has scored yet. */
export function Unscored({ person }: { person: Person }) {
  const { t, commands } = useTools();
  return (
    <Screen icon="clock" title={displayName(person)} text={t("panel.unscored.text")}>
      <div class="buttons">
        <button type="button" class="button" onClick={act(() => commands.retry())}>
          {t("panel.unscored.look")}
        </button>
      </div>
    </Screen>
  );
}

/**
 * Nobody outside the company is in the thread, nobody outside has an address there, or no recipient
 * is set yet.
 */
export function Nobody({ state }: { state: PanelState }) {
  const { t } = useTools();
  if (state.withoutAddress.length > 0)
    return (
      <Screen
        icon="people"
        title={t("panel.nameOnly.title")}
        text={t("panel.nameOnly.text", { names: state.withoutAddress.join(", ") })}
      />
    );
  if (state.screen === "compose")
    return <Screen icon="email" title={t("panel.compose.title")} text={t("panel.compose.text")} />;
  const why = state.people.some((one) => one.machine) ? "machine" : "internal";
  return <Screen icon="people" title={t(`panel.${why}.title`)} text={t(`panel.${why}.text`)} />;
}

/** The page has changed under us: say so, and look people up by typing. */
export function Unreadable({ found }: { found: boolean }) {
  const { t, commands } = useTools();
  const [address, setAddress] = useState("");
  const [busy, setBusy] = useState(false);
  const look = () => {
    if (busy || address.trim() === "") return;
    setBusy(true);
    void commands.lookUp(address.trim()).finally(() => setBusy(false));
  };
  const form = (
    <form
      class={found ? "section form" : "form"}
      onSubmit={act(look)}
      role="search"
      aria-label={t("panel.unreadable.search")}
    >
      {found && <p class="calm">{t("panel.unreadable.title")}</p>}
      <div class="row">
        <input
          class="input grow"
          type="email"
          required
          maxLength={320}
          autocomplete="off"
          spellcheck={false}
          value={address}
          placeholder={t("panel.unreadable.placeholder")}
          aria-label={t("panel.unreadable.search")}
          onInput={change(setAddress)}
        />
        <button type="submit" class="button primary" disabled={busy}>
          {t("panel.unreadable.look")}
        </button>
      </div>
    </form>
  );
  return found ? (
    form
  ) : (
    <Screen icon="eye" title={t("panel.unreadable.title")} text={t("panel.unreadable.text")}>
      {form}
    </Screen>
  );
}

/** The card's own shape in grey, for the moment before it comes. */
export function Skeleton({ person }: { person: Person }) {
  const { t } = useTools();
  const ghost = (width: number, height = 12) => (
    <span class="ghost" style={{ width: `${width}px`, height: `${height}px` }} />
  );
  return (
    <div aria-busy="true">
      <p class="hidden">{t("panel.loading", { name: displayName(person) })}</p>
      <div class="section" aria-hidden="true">
        <div class="who">
          <span class="ghost round" />
          <span class="ghosts">
            {ghost(148, 16)}
            {ghost(112)}
          </span>
        </div>
        <div class="row" style={{ marginTop: "16px" }}>
          {ghost(294, 8)}
        </div>
      </div>
      <div class="section" aria-hidden="true">
        <div class="ghost block" />
      </div>
      <div class="section row" aria-hidden="true">
        <span class="ghosts grow">
          {ghost(112)}
          {ghost(64, 16)}
          {ghost(72)}
          {ghost(96, 16)}
        </span>
        <span class="ghosts grow">
          {ghost(92)}
          {ghost(48, 16)}
          {ghost(48)}
          {ghost(64, 16)}
        </span>
      </div>
    </div>
  );
}
