/** Choice of the day that a promise is due: tomorrow, Friday, next week, or a date. */
import { change } from "../../../shared/ui/guard.ts";
import { useTools } from "../tools.ts";
import { boundsOf, type ChosenDay, namedDays } from "./due-day.ts";

/** The days by name, and the field for any other. */
export function DayChoice({
  name,
  value,
  set,
  isWrong,
}: {
  /** Tells this choice from others in the panel. */
  name: string;
  value: ChosenDay;
  set(value: ChosenDay): void;
  isWrong: boolean;
}) {
  const { t, due } = useTools();
  const now = new Date();
  const fault = `fault-${name}`;
  const options = [...namedDays(now), { option: "date" as const, day: null }];
  return (
    <fieldset class="days">
      <legend class="small muted">{t("panel.promise.until")}</legend>
      <div class="segments">
        {options.map(({ option, day }) => (
          <label key={option} title={day === null ? undefined : due(day)}>
            <input
              type="radio"
              name={name}
              value={option}
              checked={value.option === option}
              onChange={change(() => set({ ...value, option }))}
            />
            {t(`panel.promise.day.${option}`)}
          </label>
        ))}
      </div>
      {value.option === "date" && (
        <input
          class="input"
          type="date"
          name={`${name}-date`}
          aria-label={t("panel.promise.date")}
          required
          {...boundsOf(now)}
          {...(isWrong && { "aria-invalid": true, "aria-describedby": fault })}
          value={value.date}
          onInput={change((date) => set({ ...value, date }))}
        />
      )}
      {isWrong && (
        <p class="fault" id={fault} role="alert">
          {t("panel.promise.fault.day")}
        </p>
      )}
    </fieldset>
  );
}
