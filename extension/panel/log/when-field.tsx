/**
 * A day and a time as two fields of our own: the browser's show dates in its own language, which
 * need not be the panel's.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { dateText, readDate, readTime, shiftDate } from "../../../shared/locales/date-text.ts";
import { change, onKeys } from "../../../shared/ui/guard.ts";
import { useTools } from "../tools.ts";
import { boundsOf, toField } from "./drafts.ts";

/** Minutes that an arrow and a page key change a time by. */
const step = 5;
const pageStep = 60;
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

type Props = {
  /** "2026-11-18T14:05" in the reader's zone; empty while there is none. */
  value: string;
  isWrong: boolean;
  /** Id of the sentence that says what is wrong. */
  fault: string;
  set(value: string): void;
};

/** Texts of the two fields, and the day and time that they mean. */
function useTexts({ value, set }: Pick<Props, "value" | "set">) {
  const { locale } = useTools();
  const textsOf = (when: string) => ({
    day: dateText(locale, when.slice(0, 10)),
    time: when.slice(11),
  });
  const own = useRef(value);
  const [texts, setTexts] = useState(textsOf(value));
  useEffect(() => {
    // A value from elsewhere is shown; what is typed here stays as it is typed.
    if (own.current !== value) setTexts(textsOf(value));
    own.current = value;
  }, [value]);
  const today = toField(new Date().toISOString()).slice(0, 10);
  const day = readDate(locale, texts.day, today);
  const time = readTime(texts.time);
  const type = (part: Partial<typeof texts>) => {
    const next = { ...texts, ...part };
    const read = { day: readDate(locale, next.day, today), time: readTime(next.time) };
    own.current = read.day === null || read.time === null ? "" : `${read.day}T${read.time}`;
    setTexts(next);
    set(own.current);
  };
  return {
    texts,
    day,
    time,
    type,
    /** Moves the day, from today where none is typed; not beyond what a log can bear. */
    moveDay(days: number) {
      const { min, max } = boundsOf(Date.now());
      const moved = day === null ? today : shiftDate(day, days);
      const kept = moved < min.slice(0, 10) ? min : moved > max.slice(0, 10) ? max : moved;
      type({ day: dateText(locale, kept.slice(0, 10)) });
    },
    moveTime(minutes: number) {
      const from = time === null ? 0 : minutesOf(time) + minutes;
      type({ time: timeOf((from + 1440) % 1440) });
    },
    /** Shows what was understood, once it is typed. */
    tidy() {
      setTexts({
        day: day === null ? texts.day : dateText(locale, day),
        time: time ?? texts.time,
      });
    },
  };
}

const pressed = (run: () => void) => () => {
  run();
  return true;
};

/** Day and time, each read as it is typed and moved by arrow keys. */
export function WhenField(props: Props) {
  const { t } = useTools();
  const { texts, day, time, type, moveDay, moveTime, tidy } = useTexts(props);
  const { isWrong, fault } = props;
  const isTimeWrong = isWrong && time === null;
  const isDayWrong = isWrong && (day === null || !isTimeWrong);
  const faulty = { "aria-invalid": true, "aria-describedby": fault } as const;
  const dayKeys = onKeys({
    ArrowUp: pressed(() => moveDay(1)),
    ArrowDown: pressed(() => moveDay(-1)),
    PageUp: pressed(() => moveDay(7)),
    PageDown: pressed(() => moveDay(-7)),
  });
  const timeKeys = onKeys({
    ArrowUp: pressed(() => moveTime(step)),
    ArrowDown: pressed(() => moveTime(-step)),
    PageUp: pressed(() => moveTime(pageStep)),
    PageDown: pressed(() => moveTime(-pageStep)),
  });
  const shared = {
    class: "input",
    autocomplete: "off",
    required: true,
    maxLength: 40,
  };
  return (
    <>
      <label class={isDayWrong ? "field wrong" : "field"}>
        {t("panel.log.day")}
        <input
          {...shared}
          name="when"
          title={t("panel.log.dayKeys")}
          {...(isDayWrong && faulty)}
          value={texts.day}
          onInput={change((text) => type({ day: text }))}
          onKeyDown={dayKeys}
          onBlur={tidy}
        />
      </label>
      <label class={isTimeWrong ? "field wrong" : "field"}>
        {t("panel.log.time")}
        <input
          {...shared}
          name="time"
          title={t("panel.log.timeKeys")}
          inputMode="numeric"
          {...(isTimeWrong && faulty)}
          value={texts.time}
          onInput={change((text) => type({ time: text }))}
          onKeyDown={timeKeys}
          onBlur={tidy}
        />
      </label>
    </>
  );
}
