/** The editor of the draft that the reader of this page tells of. */
import type { Description } from "../../../shared/contract/webmail.ts";
import { inThunderbird } from "../../program.ts";
import { ask } from "../../sync/messages.ts";
import { sharedAdapter } from "../shared-adapter.ts";
import { findEditor } from "./find-editor.ts";
import type { Editor } from "./find-editor.ts";

const waysOf = (site: Description | null): string[] => site?.editors?.map(({ at }) => at) ?? [];

/** Returns the editor of the open draft; null where there is none, or it is not known where. */
export async function openDraft(): Promise<Editor | null> {
  // Thunderbird runs the script in the draft's own document.
  if (inThunderbird) return { kind: "rich", element: document.body };
  const adapter = sharedAdapter();
  const within = adapter?.writing?.(document) ?? null;
  if (adapter === null || within === null) return null;
  const { webmail } = adapter;
  const known = await ask("webmail", { host: location.hostname, webmail });
  return findEditor(within, [...waysOf(known?.site ?? null), ...waysOf(known?.instead ?? null)]);
}
