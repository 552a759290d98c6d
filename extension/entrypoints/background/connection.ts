/** The state of the line to the Worker, as the last call found it. */
import type { Connection } from "../../sync/messages.ts";
import { tell } from "./tell.ts";

export type ConnectionState = {
  now(): Connection;
  /** Notes what a call found, and tells everyone where that is news. */
  note(found: Connection): void;
  /** Forgets what calls found: another Worker may be asked from now on. */
  reset(): void;
};

export function openConnection(): ConnectionState {
  let last: Connection = "online";
  return {
    now: () => (navigator.onLine ? last : "offline"),
    note(found) {
      if (found === last) return;
      last = found;
      tell({ notice: "changed", what: "connection" });
    },
    reset() {
      last = "online";
    },
  };
}
