/** A button that reads as a link: "Undo", "Edit". */
import { act } from "./guard.ts";

/** Acts when the person presses it. */
export function Link({ text, press }: { text: string; press: () => void }) {
  return (
    <button type="button" class="link" onClick={act(press)}>
      {text}
    </button>
  );
}
