/** The welcome page's parts. */
import { useEffect, useState } from "preact/hooks";
import { Frame, useAnswer, usePage } from "../../pages/page.tsx";
import type { Page } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import type { Asked } from "./fragment.ts";
import { Pairing } from "./pairing.tsx";
import { Sample } from "./sample.tsx";

function Next({ page: { t } }: { page: Page }) {
  return (
    <section class="panel" aria-labelledby="next">
      <h2 id="next">{t("welcome.next.title")}</h2>
      <ol class="steps">
        <li>{t("welcome.next.open")}</li>
        <li>{t("welcome.next.click")}</li>
        <li>{t("welcome.next.switch")}</li>
      </ol>
      <p class="muted small">{t("welcome.next.keys")}</p>
    </section>
  );
}

export function Welcome({ asked }: { asked: Asked }) {
  const page = usePage();
  const where = useAnswer(() => ask("where", null), page);
  const [failed, setFailed] = useState<string | null>(null);
  const [tried, setTried] = useState(asked.worker === null || asked.code === null);
  useEffect(() => {
    if (asked.worker === null || asked.code === null) return;
    void ask("pair", { base: asked.worker, code: asked.code })
      .then((answer) => setFailed(answer.ok ? null : answer.failure.code))
      .catch(() => setFailed("unknown"))
      .finally(() => setTried(true));
  }, [asked]);
  if (page === null || where === null) return null;
  const { t } = page;
  return (
    <Frame page={page} title={t("welcome.title")} kind="page">
      <main class="sheet">
        <header class="head">
          <img src="/icon/128.png" alt="" />
          <div>
            <h1>{t("welcome.title")}</h1>
            <p class="lead">{t("welcome.lead")}</p>
          </div>
        </header>
        <div class="columns">
          <Pairing page={page} base={asked.worker ?? where.base ?? ""} failed={failed} busy={!tried} />
          <Next page={page} />
        </div>
        <Sample page={page} address={asked.sample} />
      </main>
    </Frame>
  );
}
