/** The strip that proves what happened, with the way back. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Ending } from "./ending.ts";
import { Link } from "../../shared/ui/link.tsx";
import { Icon } from "../../shared/ui/icons.tsx";
import { useTools } from "./tools.ts";

type Look = "done" | "pending" | "failed" | "unreachable";
const icons = { done: "check", pending: "clock", failed: "warn", unreachable: "warn" } as const;

/**
 * A line in the state's colours, said aloud when it appears or changes, and no longer than it
 * stands; `children` are its buttons. It takes the focus of the button that it came from, by its
 * `name`.
 */
export function Proof({
  look,
  text,
  name,
  children,
}: {
  look: Look;
  text: string;
  name?: string;
  children?: ComponentChildren;
}) {
  const { announce } = useTools();
  useEffect(() => announce(text), [text]);
  return (
    <div class={`proof ${look}`} tabIndex={-1} data-proof={name}>
      <span class="text" title={text}>
        <Icon name={icons[look]} size={14} />
        <span>{text}</span>
      </span>
      {children}
    </div>
  );
}

/**
 * The proof of one command: what was done, that it waits, or why it was refused. Nothing while
 * there is none.
 */
export function EndingProof({
  ending,
  done,
  failed,
  name,
  undo,
  children,
}: {
  ending: Ending;
  done: string;
  /** Says what was refused, where that is not plain from the place. */
  failed?: (why: string) => string;
  name?: string;
  undo?: (id: string) => void;
  /** Further buttons, before the way back. */
  children?: ComponentChildren;
}) {
  const { t, isReadOnly } = useTools();
  if (ending.state === "failed") {
    const why = t(`codes.error.${ending.code}`);
    return <Proof look="failed" name={name} text={failed?.(why) ?? why} />;
  }
  if (ending.state !== "done" && ending.state !== "pending") return null;
  const id = ending.id;
  return (
    <Proof
      look={ending.state}
      name={name}
      text={ending.state === "done" ? done : t("panel.proof.waiting")}
    >
      {children}
      {id !== null && undo !== undefined && !isReadOnly && (
        <Link text={t("panel.proof.undo")} press={() => undo(id)} />
      )}
    </Proof>
  );
}

/**
 * Tells who may look and not write why nothing to write with is here. Nothing for everybody else.
 */
export function ReadOnly() {
  const { t, isReadOnly } = useTools();
  return isReadOnly ? <p class="unnamed small">{t("panel.readOnly")}</p> : null;
}
