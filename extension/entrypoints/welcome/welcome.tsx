/** The welcome page's parts. */
import { useEffect, useState } from "preact/hooks";
import { Frame, useAnswer, usePage } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import { readFragment } from "./fragment.ts";
import type { Asked } from "./fragment.ts";
import { Next } from "./next.tsx";
import { Pairing } from "./pairing.tsx";
import { Sample } from "./sample.tsx";

export function Welcome({ asked: first }: { asked: Asked }) {
  const page = usePage();
  const [{ asked, links }, setAsked] = useState({ asked: first, links: 0 });
  const where = useAnswer(() => ask("where", null), page);
  // Another link, followed while this page is open, changes what stands behind the # alone.
  useEffect(() => {
    const read = () => {
      if (location.hash !== "")
        setAsked((now) => ({ asked: readFragment(), links: now.links + 1 }));
    };
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
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
          <Pairing key={links} page={page} asked={asked} base={where.base ?? ""} />
          <Next page={page} />
        </div>
        <Sample page={page} address={asked.sample} />
      </main>
    </Frame>
  );
}
