/** Asks for the newest policy and its history. */
import { answered, api } from "../../api.ts";

export const askPolicy = (signal?: AbortSignal) =>
  answered(api.v1.policy.$get(undefined, signal && { init: { signal } }));
export type PolicyAnswer = Awaited<ReturnType<typeof askPolicy>>;
