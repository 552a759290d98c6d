/** Learns from the Worker who is signed in and what the book's policy forbids. */
import { younger } from "../../sync/age.ts";
import type { Call } from "../../sync/calling.ts";
import type { Memory } from "../../sync/memory.ts";
import type { Sessions } from "../../sync/session.ts";
import { tell } from "./tell.ts";

const minuteMs = 60 * 1000;
const hourMs = 60 * minuteMs;

/**
 * Returns what asks the Worker, once an hour at most, and once a minute where something is not known
 * that it may tell (`isWanted`); `heard` keeps when it answered last.
 */
export function openLearnMe(
  sessions: Pick<Sessions, "current" | "learn">,
  heard: Memory<number>,
  call: Call,
): (isWanted?: boolean) => Promise<void> {
  let isLearning = false;
  return async (isWanted = false) => {
    const pauseMs = isWanted ? minuteMs : hourMs;
    const session = await sessions.current();
    if (isLearning || session === null || younger((await heard.get("at")) ?? 0, pauseMs)) return;
    isLearning = true;
    try {
      const isNew = await sessions.learn(session, await call((api) => api.me()));
      await heard.set("at", Date.now());
      if (isNew) tell({ notice: "changed", what: "settings" });
    } finally {
      isLearning = false;
    }
  };
}
