/** The options page's parts. */
import { day } from "../../../shared/locales/format.ts";
import { Frame, useAnswer, usePage } from "../../pages/page.tsx";
import type { Page } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import type { Settings } from "../../sync/settings.ts";
import { inThunderbird } from "../../program.ts";
import { Compose } from "./compose.tsx";
import { Signals } from "./signals.tsx";
import { Sites } from "./sites.tsx";

function Account({ page }: { page: Page }) {
  const { t, status, locale } = page;
  const where = useAnswer(() => ask("where", null), page);
  const waiting = status.waiting + status.failed + status.newer;
  return (
    <section class="panel" aria-labelledby="account">
      <h2 id="account">{t("options.account.title")}</h2>
      {status.me === null ? (
        <div class="between">
          <span>{t("pages.signedOut")}</span>
          <button
            type="button"
            class="button primary"
            onClick={() => {
              void ask("openSignIn", null);
            }}
          >
            {t("pages.pair")}
          </button>
        </div>
      ) : (
        <>
          <div class="between">
            <span class="strong">{status.me.user.name ?? status.me.user.address}</span>
            <button
              type="button"
              class="button"
              onClick={() => {
                void ask("signOut", null);
              }}
            >
              {t("options.account.signOut")}
            </button>
          </div>
          <dl class="about">
            <dt>{t("options.account.book")}</dt>
            <dd>{status.me.book.name}</dd>
            <dt>{t("options.account.worker")}</dt>
            <dd>{where?.base}</dd>
          </dl>
          {where?.expiresAt != null && (
            <p class="muted small">
              {t("options.account.expires", { date: day(locale, where.expiresAt) })}
            </p>
          )}
        </>
      )}
      {waiting > 0 && <p class="notice">{t("options.account.waits", { count: waiting })}</p>}
    </section>
  );
}

function Choice<Name extends "language" | "theme">({
  name,
  title,
  value,
  choices,
}: {
  name: Name;
  title: string;
  value: Settings[Name];
  choices: { value: Settings[Name]; label: string }[];
}) {
  return (
    <label class="field">
      {title}
      <select
        class="input"
        value={value}
        onChange={(event) => {
          const chosen = choices[event.currentTarget.selectedIndex];
          if (chosen !== undefined) void ask("set", { [name]: chosen.value });
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Look({
  page: {
    t,
    status: { settings },
  },
}: {
  page: Page;
}) {
  return (
    <section class="panel" aria-labelledby="look">
      <h2 id="look">{t("options.look.title")}</h2>
      <Choice
        name="language"
        title={t("options.look.language")}
        value={settings.language}
        choices={[
          { value: "auto", label: t("options.look.auto") },
          { value: "en", label: t("options.look.en") },
          { value: "zh_CN", label: t("options.look.zh") },
        ]}
      />
      <Choice
        name="theme"
        title={t("options.look.theme")}
        value={settings.theme}
        choices={[
          { value: "auto", label: t("options.look.autoTheme") },
          { value: "light", label: t("options.look.light") },
          { value: "dark", label: t("options.look.dark") },
        ]}
      />
    </section>
  );
}

export function Options() {
  const page = usePage();
  if (page === null) return null;
  const { t } = page;
  return (
    <Frame page={page} title={t("options.title")} kind="page">
      <main class="sheet narrow">
        <header class="head">
          <img src="/icon/128.png" alt="" />
          <h1>{t("options.title")}</h1>
        </header>
        <Account page={page} />
        <Look page={page} />
        {inThunderbird ? (
          <Compose page={page} />
        ) : (
          <>
            <Sites page={page} />
            <Signals page={page} />
          </>
        )}
        <section class="panel" aria-labelledby="privacy">
          <h2 id="privacy">{t("options.privacy.title")}</h2>
          <p class="muted">{t("options.privacy.text")}</p>
        </section>
      </main>
    </Frame>
  );
}
