/** Calls whose answer is lines of JSON that come one by one. */
import { CallFailed, send } from "../../api.ts";
import type { ErrorBody } from "../../../../shared/contract/errors.ts";

/** A file of answers may take some minutes. */
const limitMs = 15 * 60_000;

/** Posts a body and yields the lines of the answer as they come. @throws CallFailed */
export async function* streamLines<Line>(
  path: string,
  body: string,
  type: string,
): AsyncGenerator<Line, void, undefined> {
  const init = { method: "POST", body, headers: { "Content-Type": type } };
  const response = await send(path, init, limitMs).catch(() => {
    throw new CallFailed("offline", "");
  });
  if (!response.ok || response.body === null) {
    const refused = (await response.json().catch(() => null)) as ErrorBody | null;
    throw new CallFailed(refused?.error.code ?? "internal", refused?.error.message ?? "");
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value = "" } = await reader.read().catch(() => {
      throw new CallFailed("offline", "");
    });
    text += value;
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield JSON.parse(line) as Line;
    if (done) return;
  }
}
