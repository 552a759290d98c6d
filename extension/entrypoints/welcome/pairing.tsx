/** Pairing this browser with the company's Worker: address and single-use code, and a click. */
import { useState } from "preact/hooks";
import type { Me } from "../../../shared/contract/answers.ts";
import { isComposing } from "../../../shared/ui/composition.ts";
import type { Page } from "../../pages/page.tsx";
import { workerBase } from "../../sync/api.ts";
import { ask } from "../../sync/messages.ts";
import type { Asked } from "./fragment.ts";

/** Shortens an address to "regards.example.com", with the port where it is not the usual one. */
const hostOf = (base: string) => {
  const whole = workerBase(base);
  return whole === null ? null : new URL(whole).host;
};

type Props = {
  page: Page;
  asked: Asked;
  /** The Worker of the sign-in there is, or was last. */
  base: string;
};

/** The notices of what a link asks for, and whose sign-in would end. */
function Warnings({ page: { t, status }, asked, base, worker }: Props & { worker: string }) {
  const host = hostOf(worker);
  return (
    <>
      {asked.worker !== null && (
        <p class="notice warn" role="status">
          {t("welcome.link.asks", { host: hostOf(asked.worker) ?? asked.worker })}
        </p>
      )}
      {status.me !== null && (
        <p class="notice warn" role="status">
          {t("welcome.link.ends", {
            name: status.me.user.name ?? status.me.user.address,
            old: hostOf(base) ?? base,
            host: host ?? "…",
          })}
        </p>
      )}
    </>
  );
}

/** Holds the form's state, and what its buttons do. */
function usePairing({ asked, base }: Props) {
  const [worker, setWorker] = useState(asked.worker ?? base);
  const [code, setCode] = useState(asked.code ?? "");
  const [error, setError] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);
  const [isOpen, setOpen] = useState(asked.worker !== null);

  const pair = async () => {
    setWorking(true);
    setError(null);
    const answer = await ask("pair", { base: worker, code }).catch(() => null);
    setWorking(false);
    if (answer?.ok !== true) return setError(answer?.failure.code ?? "unknown");
    setCode("");
    setOpen(false);
  };
  const stay = () => {
    setOpen(false);
    setError(null);
  };
  const open = () => setOpen(true);
  return { worker, setWorker, code, setCode, error, isWorking, isOpen, pair, stay, open };
}
type PairingState = ReturnType<typeof usePairing>;

/** The two fields that a pairing needs. */
function Fields({ page: { t }, form }: { page: Page; form: PairingState }) {
  return (
    <>
      <label class="field">
        {t("welcome.form.worker")}
        <input
          class="input"
          id="worker"
          required
          inputMode="url"
          autocomplete="url"
          spellcheck={false}
          maxLength={500}
          placeholder={t("welcome.form.workerHint")}
          value={form.worker}
          onInput={(event) => form.setWorker(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        {t("welcome.form.code")}
        <input
          class="input"
          id="code"
          required
          autocomplete="one-time-code"
          spellcheck={false}
          maxLength={40}
          value={form.code}
          onInput={(event) => form.setCode(event.currentTarget.value)}
        />
      </label>
    </>
  );
}

function Form({ form, ...props }: Props & { form: PairingState }) {
  const {
    page: { t, status },
    asked,
  } = props;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isComposing()) void form.pair();
      }}
    >
      {asked.worker === null && <p class="muted">{t("welcome.form.text")}</p>}
      <Warnings {...props} worker={form.worker} />
      <Fields page={props.page} form={form} />
      <div class="row">
        <button type="submit" class="button primary large" disabled={form.isWorking}>
          {t(form.isWorking ? "welcome.form.busy" : "welcome.form.submit")}
        </button>
        {status.me !== null && (
          <button type="button" class="button quiet" onClick={form.stay}>
            {t("welcome.link.stay")}
          </button>
        )}
      </div>
    </form>
  );
}

function SignedIn({ me, page: { t }, open }: { me: Me; page: Page; open: () => void }) {
  return (
    <>
      <p class="notice good" role="status">
        {t("welcome.done.text", {
          name: me.user.name ?? me.user.address,
          role: t(`pages.role.${me.user.role}`),
          book: me.book.name,
        })}
      </p>
      <div>
        <button type="button" class="button quiet" onClick={open}>
          {t("welcome.done.another")}
        </button>
      </div>
    </>
  );
}

/** The form, or who is signed in. A link fills the form and does nothing else. */
export function Pairing(props: Props) {
  const {
    page,
    page: { t, status },
    asked,
  } = props;
  const form = usePairing(props);
  const signedIn = form.isOpen ? null : status.me;
  return (
    <section class="panel" aria-labelledby="pairing">
      <h2 id="pairing" tabIndex={-1}>
        {t(signedIn === null ? "welcome.form.title" : "welcome.done.title")}
      </h2>
      {asked.refused !== null && (
        <p class="notice bad" role="alert">
          {t(`welcome.link.refused.${asked.refused}`)}
        </p>
      )}
      {form.error !== null && (
        <p class="notice bad" role="alert">
          {t(`welcome.error.${form.error}`)}
        </p>
      )}
      {signedIn === null ? (
        <Form {...props} form={form} />
      ) : (
        <SignedIn me={signedIn} page={page} open={form.open} />
      )}
    </section>
  );
}
