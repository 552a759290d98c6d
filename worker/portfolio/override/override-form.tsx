/** The form that sets a tier by hand: which, why, and until when. */
import { useState } from "preact/hooks";
import type { TierName } from "../../../shared/contract/fields.ts";
import { tiers } from "../codes.ts";
import { useTools, type Tools } from "../tools.ts";

export type Chosen = { tier: TierName; reason: string; untilOn: string };
type Fault = "reason" | "untilOn" | "tier";

/** Days offered beside the field. */
const spans = [30, 90, 365] as const;
const [, usual, longest] = spans;

/**
 * `from` is the tier that stands now, and cannot be chosen; null where several customers are meant.
 * `submit` settles with what went wrong, which the form then says, or null. With `kept`, words
 * for the button and a reason to begin with, every customer keeps a tier and none is to choose.
 */
export function OverrideForm({
  from,
  kept,
  submit,
  cancel,
}: {
  from: TierName | null;
  kept?: { reason: string; words: string };
  submit(chosen: Chosen): Promise<string | null>;
  cancel(): void;
}) {
  const { t, today } = useTools();
  const [failure, setFailure] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Chosen>(() => ({
    tier: tiers.find((tier) => tier !== from) ?? "high",
    reason: kept?.reason ?? "",
    untilOn: today(usual),
  }));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isBusy, setBusy] = useState(false);
  const set = (changes: Partial<Chosen>) => {
    setChosen((before) => ({ ...before, ...changes }));
    setFaults([]);
    setFailure(null);
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    const found = faultsOf(chosen, from, today);
    setFaults(found);
    if (found.length > 0) return;
    setBusy(true);
    void submit({ ...chosen, reason: chosen.reason.trim() })
      .then(setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <form class="override-form" noValidate onSubmit={onSubmit}>
      {kept === undefined && (
        <fieldset class="field">
          <legend>{t("override.tier")}</legend>
          <div class="segmented">
            {tiers.map((tier) => (
              <label key={tier} class="choice">
                <input
                  type="radio"
                  name="tier"
                  value={tier}
                  checked={chosen.tier === tier}
                  disabled={tier === from}
                  onChange={() => set({ tier })}
                />
                {t(`codes.tier.${tier}`)}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <label class="field">
        <span>{t("override.reason")}</span>
        <input
          class="input"
          name="reason"
          maxLength={500}
          value={chosen.reason}
          autofocus
          aria-invalid={faults.includes("reason") || undefined}
          aria-describedby="override-reason"
          onInput={({ currentTarget }) => set({ reason: currentTarget.value })}
        />
        <Hint of="reason" faults={faults} hint={t("override.reasonHint")} />
      </label>
      <Until untilOn={chosen.untilOn} faults={faults} set={(untilOn) => set({ untilOn })} />
      {failure !== null && (
        <p class="fault" role="alert">
          {failure}
        </p>
      )}
      <div class="row">
        <button type="submit" class="button primary" disabled={isBusy}>
          {kept?.words ?? t("override.set")}
        </button>
        <button type="button" class="button quiet" onClick={cancel}>
          {t("override.cancel")}
        </button>
      </div>
    </form>
  );
}

function faultsOf(
  { tier, reason, untilOn }: Chosen,
  from: TierName | null,
  today: Tools["today"],
): Fault[] {
  return [
    ...(tier === from ? ["tier" as const] : []),
    ...(reason.trim() === "" ? ["reason" as const] : []),
    ...(untilOn < today(0) || untilOn > today(longest) ? ["untilOn" as const] : []),
  ];
}

/** The fault of a field, or else a hint. */
function Hint({ of, faults, hint }: { of: Fault; faults: readonly Fault[]; hint: string }) {
  const { t, today } = useTools();
  const isFault = faults.includes(of);
  return (
    <span id={`override-${of}`} class={isFault ? "small fault" : "small muted"} role="status">
      {isFault ? t(`override.fault.${of}`, { until: today(longest) }) : hint}
    </span>
  );
}

/** A day of the calendar, and the usual spans as buttons. */
function Until({
  untilOn,
  faults,
  set,
}: {
  untilOn: string;
  faults: readonly Fault[];
  set(untilOn: string): void;
}) {
  const { t, today } = useTools();
  return (
    <div class="field">
      <label for="override-until">{t("override.until")}</label>
      <div class="row">
        <input
          id="override-until"
          class="input date"
          type="date"
          name="untilOn"
          min={today(0)}
          max={today(longest)}
          value={untilOn}
          aria-invalid={faults.includes("untilOn") || undefined}
          aria-describedby="override-untilOn"
          onInput={({ currentTarget }) => set(currentTarget.value)}
        />
        {spans.map((days) => (
          <button
            key={days}
            type="button"
            class="chip"
            aria-pressed={untilOn === today(days)}
            onClick={() => set(today(days))}
          >
            {t("override.days", { days })}
          </button>
        ))}
      </div>
      <Hint of="untilOn" faults={faults} hint="" />
    </div>
  );
}
