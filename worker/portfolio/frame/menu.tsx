/** The person signed in, the language and colours of this browser, and the way out. */
import { useState } from "preact/hooks";
import { answered, api } from "../api.ts";
import type { Settings } from "../settings.ts";
import { useTools } from "../tools.ts";

/** Folded away until it is opened by its button. */
export function Menu({
  settings,
  change,
}: {
  settings: Settings;
  change(changes: Partial<Settings>): void;
}) {
  const { t, me } = useTools();
  const [isOpen, setOpen] = useState(false);
  const name = me.user.name ?? me.user.address;
  return (
    <div class="me">
      <button
        type="button"
        class="button quiet"
        aria-expanded={isOpen}
        aria-controls="me"
        title={me.user.address}
        onClick={() => setOpen(!isOpen)}
      >
        <span class="clip">{name}</span>
        <span class="small muted">{t(`portfolio.roles.${me.user.role}`)}</span>
      </button>
      {isOpen && (
        <div id="me" class="me-menu">
          <Choice
            name="language"
            value={settings.language}
            options={["auto", "en", "zh_CN"]}
            change={(language) => change({ language })}
          />
          <Choice
            name="theme"
            value={settings.theme}
            options={["auto", "light", "dark"]}
            change={(theme) => change({ theme })}
          />
          <a class="link" href="/docs" target="_blank" rel="noreferrer">
            {t("portfolio.menu.docs")}
          </a>
          <SignOut />
        </div>
      )}
    </div>
  );
}

function Choice<Value extends string>({
  name,
  value,
  options,
  change,
}: {
  name: string;
  value: Value;
  options: readonly Value[];
  change(value: Value): void;
}) {
  const { t } = useTools();
  return (
    <label class="field">
      <span>{t(`portfolio.menu.${name}.label`)}</span>
      <select
        class="input"
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find((one) => one === currentTarget.value);
          if (chosen !== undefined) change(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {t(`portfolio.menu.${name}.${option}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function SignOut() {
  const { t } = useTools();
  const out = async () => {
    // Signed out is whoever has no session any more: the page is loaded anew without one.
    await answered(api.v1.sessions.current.$delete()).catch(() => undefined);
    location.assign("/");
  };
  return (
    <button type="button" class="link" onClick={() => void out()}>
      {t("portfolio.menu.signOut")}
    </button>
  );
}
