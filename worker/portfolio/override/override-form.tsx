/** The form that sets a tier by hand: which, why, and until when. */
import { useState } from "preact/hooks";
import type { TierName } from "../../../shared/contract/fields.ts";
import { tiers } from "../codes.ts";
import { useTools } from "../tools.ts";
import { calendarDay } from "../calendar-day.ts";

export type Chosen = { tier: TierName; reason: string; untilOn: string };
type Fault = "reason" | "untilOn" | "tier";

/** Days offered beside the field. */
const spans = [30, 90, 365] as const;
const [, usual, longest] = spans;

/**
 * `from` is the tier that stands now, and cannot be chosen; null where several customers are meant.
 * `submit` settles when it is done; the form stays as it is where that fails. With `kept`, words
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
  submit(chosen: Chosen): Promise<void>;
  cancel(): void;
}) {
  const { t } = useTools();
  const [chosen, setChosen] = useState<Chosen>(() => ({
    tier: tiers.find((tier) => tier !== from) ?? "high",
    reason: kept?.reason ?? "",
    untilOn: calendarDay(usual),
  }));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isBusy, setBusy] = useState(false);
  const set = (changes: Partial<Chosen>) => {
    setChosen((before) => ({ ...before, ...changes }));
    setFaults([]);
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    const found = faultsOf(chosen, from);
    setFaults(found);
    if (found.length > 0) return;
    setBusy(true);
    void submit({ ...chosen, reason: chosen.reason.trim() }).finally(() => setBusy(false));
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

function faultsOf({ tier, reason, untilOn }: Chosen, from: TierName | null): Fault[] {
  return [
    ...(tier === from ? ["tier" as const] : []),
    ...(reason.trim() === "" ? ["reason" as const] : []),
    ...(untilOn < calendarDay(0) || untilOn > calendarDay(longest) ? ["untilOn" as const] : []),
  ];
}

/** The fault of a field, or else a hint. */
function Hint({ of, faults, hint }: { of: Fault; faults: readonly Fault[]; hint: string }) {
  const { t } = useTools();
  const isFault = faults.includes(of);
  return (
    <span id={`override-${of}`} class={isFault ? "small fault" : "small muted"} role="status">
      {isFault ? t(`override.fault.${of}`, { until: calendarDay(longest) }) : hint}
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
  const { t } = useTools();
  return (
    <div class="field">
      <label for="override-until">{t("override.until")}</label>
      <div class="row">
        <input
          id="override-until"
          class="input date"
          type="date"
          name="untilOn"
          min={calendarDay(0)}
          max={calendarDay(longest)}
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
            aria-pressed={untilOn === calendarDay(days)}
            onClick={() => set(calendarDay(days))}
          >
            {t("override.days", { days })}
          </button>
        ))}
      </div>
      <Hint of="untilOn" faults={faults} hint="" />
    </div>
  );
}
