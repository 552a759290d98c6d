/** A sample message with the real panel beside it. */
import type { OpenMessage } from "../../protocol/mail.ts";
import type { Page } from "../../pages/page.tsx";
import { Beside } from "../../panel/beside.tsx";
import { SamplePanel, sampleTime } from "./sample-panel.tsx";

/** Turns "dana.whitfield@…" into "Dana Whitfield". */
function nameFrom(address: string): string {
  const words = address
    .slice(0, address.lastIndexOf("@"))
    .split(/[._-]+/)
    .filter((word) => word !== "");
  return words.map((word) => word.slice(0, 1).toLocaleUpperCase() + word.slice(1)).join(" ");
}

/** Instant at which the page was opened: the sample message stays the same while it is open. */
const openedAt = Date.now();

/** Makes the sample message of this morning: the same message each time, so that it is logged once. */
function messageOf(
  account: string | null,
  subject: string,
  name: string,
  address: string,
): OpenMessage {
  return {
    kind: "message",
    account,
    subject,
    occurredAt: sampleTime(openedAt),
    list: false,
    participants: [
      { role: "from", name, address },
      ...(account === null ? [] : [{ role: "to" as const, name: null, address: account }]),
    ],
    identity: {
      messageId: null,
      webmail: "sample",
      account,
      thread: "sample",
      message: `sample-${address}`,
    },
  };
}

const toPairing = () => document.querySelector<HTMLElement>("#worker")?.focus();

/**
 * The sample: beside it stands the person's own book once they are signed in, before that a
 * customer of the demo book.
 */
export function Sample({ page, address }: { page: Page; address: string }) {
  const { t, status } = page;
  const account = status.me?.user.address ?? null;
  const subject = t("welcome.sample.subject");
  const name = nameFrom(address);

  return (
    <section class="stack" aria-labelledby="sample">
      <div>
        <h2 id="sample" class="strong">
          {t("welcome.sample.title")}
        </h2>
        <p class="muted">
          {t(status.me === null ? "welcome.sample.signedOut" : "welcome.sample.text")}
        </p>
      </div>
      <div class="mail">
        <article>
          <h3>{subject}</h3>
          <div class="from">
            <span class="face" aria-hidden="true">
              {name.slice(0, 1)}
            </span>
            <span class="grow">
              <span class="strong">{name}</span>
              <span class="muted small">
                {address} · {t("welcome.sample.to")}
              </span>
            </span>
            <span class="muted small">{t("welcome.sample.date")}</span>
          </div>
          <p>{t("welcome.sample.line1")}</p>
          <p>{t("welcome.sample.line2")}</p>
          <p>{t("welcome.sample.line3")}</p>
          <p>
            {t("welcome.sample.line4")}
            <br />
            {name}
          </p>
        </article>
        {status.me === null ? (
          <SamplePanel
            address={address}
            subject={subject}
            page={page}
            class="beside"
            signIn={toPairing}
          />
        ) : (
          <Beside
            webmail="sample"
            open={messageOf(account, subject, name, address)}
            class="beside"
            signIn={toPairing}
          />
        )}
      </div>
    </section>
  );
}
