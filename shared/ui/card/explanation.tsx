/** A number as a button, and the explanation that it opens. */
import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Explanation } from "../../contract/card.ts";
import { act, onKeys } from "../guard.ts";
import { ExplanationTable, type ExplanationKind } from "../explanation-table.tsx";
import { Icon } from "../icons.tsx";
import { seen } from "../seen.ts";
import { useWording } from "../wording.ts";

export type Version = { model: number; policy: number; scoredAt: string };
export type Opened = { open: string | null; toggle(id: string): void; version: Version };
/** One explanation is open at a time. */
export const OpenedContext = createContext<Opened>({
  open: null,
  toggle: () => undefined,
  version: { model: 0, policy: 0, scoredAt: "" },
});

/** Lowers a label within a sentence: "last order: 3 Nov"; "NPS" and names of one letter stay. */
const inSentence = (label: string) =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

/** A number as a button that opens its explanation; plain text where it has none. */
export function Measure({
  id,
  label,
  className,
  has,
  children,
}: {
  id: string;
  /** The name and value that are explained; left out where the button itself says both. */
  label?: string;
  className: string;
  has: boolean;
  children: ComponentChildren;
}) {
  const { open, toggle } = useContext(OpenedContext);
  const { t } = useWording();
  if (!has) return <span class={className}>{children}</span>;
  const pressed = () => {
    toggle(id);
    return true;
  };
  // Whoever has selected words in it wants to copy them.
  const press = act(() => {
    if (getSelection()?.isCollapsed !== false) toggle(id);
  });
  return (
    // No <button>: browsers let nobody select the words in one.
    <span
      role="button"
      tabIndex={0}
      class={className}
      aria-expanded={open === id}
      aria-controls={`why-${id}`}
      data-measure={id}
      aria-label={
        label === undefined ? undefined : t("panel.why.open", { label: inSentence(label) })
      }
      title={t("panel.why.hint")}
      onClick={press}
      onKeyDown={onKeys({ Enter: () => pressed(), " ": () => pressed() })}
    >
      {label === undefined && <span class="hidden">{t("panel.why.open", { label: "" })}</span>}
      {children}
    </span>
  );
}

/** The explanation of `id` while it is open; words alone (`children`) where it has no factors. */
export function Why({
  id,
  title,
  explanation,
  kind,
  lead,
  children,
  footnote,
}: {
  id: string;
  title: string;
  explanation: Explanation | null;
  kind: ExplanationKind;
  /** Sentences above all else, such as an interval. */
  lead?: ComponentChildren;
  children?: ComponentChildren;
  /** Sentences below the sum. */
  footnote?: ComponentChildren;
}) {
  const { open, toggle, version } = useContext(OpenedContext);
  const { t, day, number } = useWording();
  if (open !== id || (explanation === null && !children)) return null;
  return (
    <div class="why" ref={seen} id={`why-${id}`} role="group" aria-label={title}>
      <div class="head">
        <h3>{title}</h3>
        <button
          type="button"
          class="fold"
          aria-label={t("panel.close")}
          onClick={act(() => toggle(id))}
        >
          <Icon name="close" size={12} />
        </button>
      </div>
      {lead}
      {children}
      {explanation !== null && <ExplanationTable explanation={explanation} kind={kind} />}
      {footnote}
      {explanation !== null && (
        <p
          class="meta"
          title={t("panel.why.version", {
            model: number(version.model),
            policy: number(version.policy),
          })}
        >
          {t(`panel.why.evidence.${kind}`, { count: explanation.evidence })}
          {version.scoredAt !== "" && ` · ${day(version.scoredAt)}`}
        </p>
      )}
    </div>
  );
}
