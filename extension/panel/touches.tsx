/** The last contacts, newest first: what it was, which way it went, who of us, and when. */
import { useState } from "preact/hooks";
import type { Touch } from "../../shared/contract/card.ts";
import { initials } from "../../shared/ui/initials.ts";
import { Icon, KindIcon } from "../../shared/ui/icons.tsx";
import { plain } from "../../shared/locales/translate.ts";
import { act } from "../../shared/ui/guard.ts";
import type { PanelState } from "./state.ts";
import { useTools, type Tools } from "./tools.ts";
import { lazily } from "./lazily.tsx";

const TouchDetail = lazily(async () => (await import("./touch-detail.tsx")).TouchDetail);

const shown = 3;

/** The contact that is open to be read and edited, by its id; null for none. */
export type OpenedTouch = { opened: string | null; setOpened(id: string | null): void };

/** The newest three, and a button for the rest; one at a time is open to be read and edited. */
export function Touches({
  touches,
  state,
  opened,
  setOpened,
}: { touches: Touch[]; state: PanelState } & OpenedTouch) {
  const { t } = useTools();
  const [isWhole, setAll] = useState(false);
  const all = isWhole || touches.slice(shown).some(({ id }) => id === opened);
  const isOpenMail = state.screen === "thread" && state.email !== null;
  if (touches.length === 0 && !isOpenMail) return null;
  return (
    <div class="section">
      <h3 class="title">{t("panel.touches.title")}</h3>
      {touches.length === 0 && <p class="calm">{t("panel.touches.nothing")}</p>}
      <ul>
        {(all ? touches : touches.slice(0, shown)).map((touch) => (
          <li key={touch.id}>
            <TouchRow
              touch={touch}
              isOpen={opened === touch.id}
              toggle={() => setOpened(opened === touch.id ? null : touch.id)}
            />
            {opened === touch.id && (
              <TouchDetail touch={touch} state={state} close={() => setOpened(null)} />
            )}
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

const arrows = { in: "incoming", out: "outgoing" } as const;

function TouchRow({ touch, isOpen, toggle }: { touch: Touch; isOpen: boolean; toggle(): void }) {
  const tools = useTools();
  const { t, day, moment } = tools;
  const { kind, direction, by, at, edited } = touch;
  return (
    <button
      type="button"
      class="touch"
      aria-expanded={isOpen}
      title={withEditor(describe(touch, tools), edited, tools)}
      onClick={act(toggle)}
    >
      <KindIcon kind={kind} />
      <span class="way">{direction !== null && <Icon name={arrows[direction]} size={12} />}</span>
      <span class="hidden">{t(`panel.touches.${direction ?? "some"}`, { kind })}: </span>
      <span class="clip" dir="auto">
        {describe(touch, tools)}
      </span>
      {edited && <span class="hidden">{withEditor("", edited, tools)}</span>}
      {by !== null && (
        <span class="by" title={plain(by)}>
          <span aria-hidden="true">{initials(by)}</span>
          <span class="hidden">, {t("panel.touches.by", { by: plain(by) })}</span>
        </span>
      )}
      <time dateTime={at} title={moment(at)}>
        {day(at)}
      </time>
    </button>
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
