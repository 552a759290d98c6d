/** The head of a page: its name, a sentence on what it is for, and what can be done at once. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useTools } from "../tools.ts";

/** Sets the document's title too. */
export function PageHead({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const { me } = useTools();
  useEffect(() => {
    document.title = `${title} · ${me.book.name}`;
  }, [title, me.book.name]);
  return (
    <header class="page-head">
      <div class="grow">
        <h1 tabIndex={-1}>{title}</h1>
        {lead && <p class="muted">{lead}</p>}
      </div>
      {children && <div class="page-tools">{children}</div>}
    </header>
  );
}
