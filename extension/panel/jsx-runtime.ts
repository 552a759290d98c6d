/**
 * The overlay's JSX: as Preact's, except that words become generated content.
 *
 * A page can search for words anywhere on it with `window.find`, closed shadow roots included, and so test for what a
 * card says. Content that a style generates is not searched, yet is drawn and read to a screen reader like any other.
 * So every text child of an element turns into `<span data-said="text">`, which `tokens.css` shows by `::before`.
 */
import { Fragment, jsx as preact } from "preact/jsx-runtime";
import type { ComponentChildren, ComponentType, VNode } from "preact";
import type { JSX } from "preact/jsx-runtime";

export { Fragment };
export type { JSX };

type Props = Record<string, unknown> & { children?: ComponentChildren };

/** Elements that hold text alone: their own text is what they are. */
const textOnly = new Set(["option", "textarea", "title", "style"]);

const isText = (child: ComponentChildren): child is string | number =>
  typeof child === "string" || typeof child === "number";

function word(text: string): ComponentChildren {
  return text === "" ? null : preact("span", { "data-said": text });
}

/** Texts beside each other are one, as they would be on the page; every child keeps its place, so that none is drawn anew. */
function said(children: ComponentChildren): ComponentChildren {
  if (isText(children)) return word(String(children));
  if (!Array.isArray(children)) return children;
  return children.map((child: ComponentChildren, at, all: ComponentChildren[]) => {
    if (!isText(child)) return said(child);
    if (isText(all[at - 1])) return null;
    const end = all.findIndex((other, index) => index > at && !isText(other));
    return word(all.slice(at, end < 0 ? all.length : end).join(""));
  });
}

/**
 * An element whose text is generated content; a component gets its children as they are, until it puts them into an element.
 * A button sends no form unless it says that it does.
 */
export function jsx(type: string | ComponentType<Props>, props: Props, key?: string): VNode {
  const words = (typeof type === "string" && !textOnly.has(type)) || type === Fragment;
  if (words && props.children !== undefined) props = { ...props, children: said(props.children) };
  return preact(type as ComponentType<Props>, type === "button" ? { type, ...props } : props, key);
}

export { jsx as jsxs, jsx as jsxDEV };
