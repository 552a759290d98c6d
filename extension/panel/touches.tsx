/** The last touches, newest first. */
import { useState } from "preact/hooks";
import type { Touch } from "../../shared/contract/card.ts";
import { plain } from "../locales/translate.ts";
import { act } from "./guard.ts";
import { KindIcon } from "../../shared/ui/icons.tsx";
import { useTools, type Tools } from "./tools.ts";

const shown = 3;

/** The newest three, and a button for the rest. */
export function Touches({ touches }: { touches: Touch[] }) {
  const tools = useTools();
  const { t, day, moment } = tools;
  const [all, setAll] = useState(false);
  return (
    <div class="section">
      <h3 class="title">{t("panel.touches.title")}</h3>
      {touches.length === 0 && <p class="calm">{t("panel.touches.nothing")}</p>}
      <ul>
        {(all ? touches : touches.slice(0, shown)).map((touch) => (
          <li key={touch.id} class="touch">
            <KindIcon kind={touch.kind} />
            <span class="hidden">{t(`codes.kind.${touch.kind}`)}: </span>
            <span
              class="clip"
              title={withEditor(describe(touch, tools), touch.edited, tools)}
              dir="auto"
            >
              {describe(touch, tools)}
            </span>
            {touch.edited && <span class="hidden">{withEditor("", touch.edited, tools)}</span>}
            <time dateTime={touch.at} title={moment(touch.at)}>
              {day(touch.at)}
            </time>
          </li>
        ))}
      </ul>
      {!all && touches.length > shown && (
        <button
          type="button"
          class="link small muted"
          aria-expanded="false"
          onClick={act(() => setAll(true))}
        >
          {t("panel.touches.all", { count: touches.length })}
        </button>
      )}
    </div>
  );
}

/**
 * Returns what a log says, and whose the words are where somebody other than its author changed
 * them.
 */
export function withEditor(what: string, edited: Touch["edited"], { t, moment }: Tools): string {
  if (edited === undefined) return what;
  const by = edited.by === null ? t("panel.touches.administrator") : plain(edited.by);
  return t("panel.touches.edited", { what, by, at: moment(edited.at) }).trim();
}

/**
 * Returns subject or note, else the kind ("Call from them"), with the minutes of a call or meeting.
 */
function describe(touch: Touch, { t }: Tools): string {
  const own = touch.subject ?? touch.note;
  const what =
    own !== null
      ? plain(own)
      : t(`panel.touches.${touch.direction ?? "some"}`, { kind: touch.kind });
  return touch.minutes === null
    ? what
    : t("panel.touches.minutes", { what, minutes: touch.minutes });
}
