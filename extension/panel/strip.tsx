/**
 * The one line at the foot: what was just done, what waits and what is not reachable, the most
 * pressing in sight and the rest behind it.
 */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/ui/icons.tsx";
import { act } from "../../shared/ui/guard.ts";
import { Chosen } from "./chosen.tsx";
import { WithoutAddress } from "./people.tsx";
import { Proof } from "./proof.tsx";
import { Link } from "../../shared/ui/link.tsx";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** Lines that are there, and whether the one in sight is too long for its place. */
type Lines = { count: number; isCut: boolean };

function useLines() {
  const box = useRef<HTMLDivElement>(null);
  const [lines, setLines] = useState<Lines>({ count: 0, isCut: false });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = () => {
      const text = element.querySelector(".text > span:last-child");
      const isCut = text !== null && text.scrollWidth > text.clientWidth;
      const count = element.childElementCount;
      setLines((now) => (now.count === count && now.isCut === isCut ? now : { count, isCut }));
    };
    look();
    const changes = new MutationObserver(look);
    changes.observe(element, { childList: true, subtree: true, characterData: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      changes.disconnect();
      sizes.disconnect();
    };
  }, []);
  return { box, ...lines };
}

/** Shows the first of its children in one line; a press shows all of them, and each in full. */
export function Strip({ children }: { children: ComponentChildren }) {
  const { t } = useTools();
  const { box, count, isCut } = useLines();
  const [isOpen, setOpen] = useState(false);
  const rest = count - 1;
  const label = t(isOpen ? "panel.strip.less" : "panel.strip.more");
  const more = t("panel.people.more", { count: rest });
  return (
    <div class={count === 0 ? "strip none" : "strip"}>
      <div ref={box} class={isOpen ? "lines open" : "lines"}>
        {children}
      </div>
      {(rest > 0 || isCut || isOpen) && (
        <button
          type="button"
          class="chip plain"
          aria-expanded={isOpen}
          aria-label={isOpen || rest === 0 ? label : `${more} ${label}`}
          title={label}
          onClick={act(() => setOpen(!isOpen))}
        >
          {isOpen || rest === 0 ? <Icon name="down" size={14} /> : more}
        </button>
      )}
    </div>
  );
}

/** Lines about the message as a whole, behind those of the person shown. */
export function Notices({ state, person }: { state: PanelState; person: Person | undefined }) {
  const scoredAt = person?.stale === true ? (person.card?.scoredAt ?? null) : null;
  return (
    <>
      <Connection state={state} memory={scoredAt} />
      {state.screen !== "offer" && state.offered.length > 0 && person !== undefined && <Chosen />}
      {person !== undefined && <WithoutAddress names={state.withoutAddress} />}
    </>
  );
}

/** The strip of a screen that has no logging row; nothing where there is nothing to say. */
export function NoticeFoot({ state, person }: { state: PanelState; person: Person | undefined }) {
  return (
    <div class="foot notices">
      <Strip>
        <Notices state={state} person={person} />
      </Strip>
    </div>
  );
}

/**
 * Connection to the Worker, while it is down or something waits to be sent.
 * @param memory the moment the shown card was scored, where it is a remembered one
 */
function Connection({ state, memory }: { state: PanelState; memory: string | null }) {
  const { t, commands, moment } = useTools();
  const { connection, waiting } = state;
  if (connection === "online" && waiting === 0) return null;
  const parts = [
    connection === "online" ? null : t(`panel.connection.${connection}`),
    waiting > 0 ? t("panel.connection.waiting", { count: waiting }) : null,
    connection !== "online" && memory !== null
      ? t("panel.connection.memory", { at: moment(memory) })
      : null,
  ];
  return (
    <Proof
      look={connection === "online" ? "pending" : "unreachable"}
      text={parts.filter((part) => part !== null).join(" · ")}
    >
      {connection === "failing" && (
        <Link text={t("panel.connection.retry")} press={() => commands.retry()} />
      )}
    </Proof>
  );
}
