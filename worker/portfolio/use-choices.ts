/** Owners and segments to choose from, asked for once somebody is about to choose. */
import { answered, api } from "./api.ts";
import { useAnswer } from "./use-answer.ts";

export type Owner = { id: string; name: string | null };

/** Returns the people who sign in; null until they are here. */
export function useOwners(): readonly Owner[] | null {
  return (
    useAnswer((signal) => answered(api.v1.users.$get(undefined, { init: { signal } })), "users")
      .data?.users ?? null
  );
}

/** Returns the segments of the book; null until they are here. */
export function useSegments(): readonly string[] | null {
  return (
    useAnswer(
      (signal) => answered(api.v1.segments.$get(undefined, { init: { signal } })),
      "segments",
    ).data?.segments ?? null
  );
}
