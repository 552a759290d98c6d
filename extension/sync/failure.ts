/** What went wrong with a call, in one shape: the Worker's own error, or the way to it. */
import type { ErrorBody, ErrorCode } from "../../shared/contract/errors.ts";

export type Failure = {
  /** `offline`: this computer has no network. `unavailable` stands also for a Worker that did not answer, or not in time. */
  code: ErrorCode | "offline";
  /** The Worker's sentence; empty where it did not answer (the screens have their own for each code). */
  message: string;
};

/** A call that failed. `failure` is what the screens show. */
export class CallFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

const healing: ReadonlySet<Failure["code"]> = new Set(["offline", "unavailable", "internal", "too_many_requests", "unauthorised"]);

/** Whether the same call may well succeed later, unchanged. Signed out counts: it heals by signing in again. */
export function mayHeal(failure: Failure): boolean {
  return healing.has(failure.code);
}

/** The failure in what a call threw. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof CallFailed) return thrown.failure;
  return { code: navigator.onLine ? "unavailable" : "offline", message: "" };
}

/** The failure in a Worker's answer that is not OK; a proxy's page in its place is no error of ours. */
export async function failureIn(response: Response): Promise<Failure> {
  const fallback: Failure = { code: response.status >= 500 ? "unavailable" : response.status === 401 ? "unauthorised" : "invalid_request", message: "" };
  const body = await response.json().catch(() => null) as Partial<ErrorBody> | null;
  const error = body?.error;
  return typeof error?.code === "string" ? { code: error.code, message: String(error.message) } : fallback;
}
