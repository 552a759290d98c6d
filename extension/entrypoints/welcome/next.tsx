/** Next steps in one's own mail. */
import type { Page } from "../../pages/page.tsx";

export function Next({ page: { t, status } }: { page: Page }) {
  const mayLog = status.me !== null && status.me.user.role !== "viewer";
  return (
    <section class="panel" aria-labelledby="next">
      <h2 id="next">{t("welcome.next.title")}</h2>
      <ol class="steps">
        <li>{t("welcome.next.open")}</li>
        <li>{t("welcome.next.click")}</li>
        <li>{t("welcome.next.switch")}</li>
      </ol>
      <p class="muted small">{t(mayLog ? "welcome.next.keysAndLog" : "welcome.next.keys")}</p>
    </section>
  );
}
