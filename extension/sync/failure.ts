/** Failures of calls in one shape: the Worker's own error, or the way to it. */
import type { ErrorBody, ErrorCode } from "../../shared/contract/errors.ts";

export type Failure = {
  /**
   * `offline`: this computer has no network. `unavailable` stands also for a Worker that did not
   * answer, or not in time.
   * `too_old`: it may have arrived, so long ago that the Worker no longer knows it by its key.
   * `not_regards`: a page came in place of an answer, as from a network that wants one to sign in.
   * `strange_answer`: JSON that is not the answer to this call.
   */
  code: ErrorCode | "offline" | "too_old" | "not_regards" | "strange_answer";
  /**
   * The Worker's sentence; empty where it did not answer (the screens have their own for each
   * code).
   */
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

const healing: ReadonlySet<Failure["code"]> = new Set([
  "offline",
  "unavailable",
  "internal",
  "too_many_requests",
  "unauthorised",
  "not_regards",
  "strange_answer",
]);

/**
 * Returns true where the same call may well succeed later, unchanged. Signed out counts: it heals
 * by signing in again.
 */
export function mayHeal(failure: Failure): boolean {
  return healing.has(failure.code);
}

/** Returns the failure in what a call threw. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof CallFailed) return thrown.failure;
  // The body of an answer that was no JSON.
  if (thrown instanceof SyntaxError) return { code: "not_regards", message: "" };
  return { code: navigator.onLine ? "unavailable" : "offline", message: "" };
}

/**
 * Reads the failure in a Worker's answer that is not OK. A page in place of its JSON is a gateway's
 * that does not reach it, or of whoever stands before it, or of its platform where it broke off.
 * @param strange what such a page says of the call
 */
export async function failureIn(
  response: Response,
  strange: ErrorCode = "internal",
): Promise<Failure> {
  const body = (await response.json().catch(() => null)) as Partial<ErrorBody> | null;
  const error = body?.error;
  if (typeof error?.code === "string") return { code: error.code, message: String(error.message) };
  return {
    code: response.status > 500 ? "unavailable" : response.status === 500 ? "internal" : strange,
    message: "",
  };
}
