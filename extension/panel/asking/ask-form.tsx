/** The form that asks: which survey, in which language, as a link or a row of scores. */
import { useState } from "preact/hooks";
import { act, onEscape } from "../../../shared/ui/guard.ts";
import { Link } from "../../../shared/ui/link.tsx";
import { seen } from "../../../shared/ui/seen.ts";
import { copyText } from "../copy-text.ts";
import { useDelivery, type Delivering } from "../draft/use-delivery.ts";
import { lazily } from "../lazily.tsx";
import { Proof } from "../proof.tsx";
import type { Person } from "../state.ts";
import { useTools } from "../tools.ts";
import { type AskingForm, contentOf, type Invited } from "./content-of.ts";
import { Surveys } from "./surveys.tsx";
import { useRefusal } from "./use-refusal.ts";
import { type Asking, useAsking } from "./use-asking.ts";

const QrCode = lazily(async () => (await import("./qr-code.tsx")).QrCode);

type Props = {
  person: Person;
  customerId: string;
  /** The survey that is wanted. */ first: string;
  asked(): void;
  leave(): void;
};

/** The form until it is left; a link is made by its main button and by nothing else. */
export function AskForm({ person, customerId, first, asked, leave }: Props) {
  const { t, commands } = useTools();
  const asking = useAsking(person, first);
  const delivering = useDelivery(person, true);
  const [form, setForm] = useState<AskingForm>("link");
  const [isShown, setShown] = useState(false);
  const hasMade = (made: Invited | null): made is Invited => {
    if (made === null) return false;
    void commands.awaits(customerId, true);
    asked();
    return true;
  };
  const deliver = async () => {
    const made = await asking.invite(delivering.hasDraft ? "draft" : "link");
    if (hasMade(made)) await delivering.deliver(contentOf(made, form));
  };
  const show = async () => {
    if (hasMade(await asking.invite("qr"))) setShown(true);
  };
  return (
    <form class="form ask-form" onSubmit={act(() => void deliver())} onKeyDown={onEscape(leave)}>
      <h3 class="heading" ref={seen} tabIndex={-1}>
        {t("panel.ask.title")}
      </h3>
      {asking.askable === null && asking.failure === null && (
        <p class="small muted" role="status">
          {t("panel.ask.loading")}
        </p>
      )}
      {asking.askable !== null && <Surveys asking={asking} form={form} setForm={setForm} />}
      <Ends asking={asking} delivering={delivering} isShown={isShown} show={show} leave={leave} />
      {isShown && asking.made !== null && <QrCode url={asking.made.url} />}
    </form>
  );
}

/** Ends of the asking, and the buttons. */
function Ends({
  asking,
  delivering: { hasDraft, said, delivery },
  isShown,
  show,
  leave,
}: {
  asking: Asking;
  delivering: Delivering;
  isShown: boolean;
  show(): Promise<void>;
  leave(): void;
}) {
  const { t } = useTools();
  const { made, refused, failure, isBusy, survey } = asking;
  const refusal = useRefusal();
  const isGone = delivery === "notCopied" || delivery === "covered";
  return (
    <>
      {failure !== null && <Proof look="failed" text={t(`codes.error.${failure}`)} />}
      {refused !== null && <Proof look="failed" text={refusal(refused)} />}
      {said !== null && made !== null && (
        <Proof look={isGone ? "failed" : "done"} name="ask" text={said}>
          <TakeBack asking={asking} leave={leave} />
        </Proof>
      )}
      {made !== null && (
        <div class="between small">
          <Link text={t("panel.ask.copyLink")} press={() => void copyText(made.url)} />
          <span class="muted">{t("panel.ask.counts")}</span>
        </div>
      )}
      {survey !== null && !isShown && (
        <p class="small">
          <Link text={t("panel.ask.qr")} press={() => void show()} />
        </p>
      )}
      <div class="ends">
        <button type="button" class="button" onClick={act(leave)}>
          {t(made === null ? "panel.cancel" : "panel.close")}
        </button>
        {survey !== null && (said === null || isGone) && (
          <button type="submit" class="button primary" disabled={isBusy}>
            {t(hasDraft ? "panel.ask.put" : "panel.ask.copy")}
          </button>
        )}
      </div>
    </>
  );
}

/** The way back, for a link that is not sent yet. */
function TakeBack({ asking, leave }: { asking: Asking; leave(): void }) {
  const { t, announce } = useTools();
  const takeBack = async () => {
    if (!(await asking.takeBack())) return;
    announce(t("panel.ask.takenBack"));
    leave();
  };
  return <Link text={t("panel.proof.undo")} press={() => void takeBack()} />;
}
