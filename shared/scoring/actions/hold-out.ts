/**
 * Hold-out: customers who are not shown an action, so that what they spend tells what would have
 * been spent anyway (a randomised controlled trial within the book).
 */
import type { ActionEffect } from "./effects.ts";
import type { Policy } from "../policy.ts";
import { seeded, seedOf } from "../numerics/random.ts";

/** Tells these draws from all others that are made for a customer; the same in every review. */
const SALT = "hold-out";

/**
 * Returns the share of customers who are not shown an action: none until it has come up often
 * enough in the book for the comparison to tell anything.
 */
export const heldShare = (
  effect: Pick<ActionEffect, "alarms"> | undefined,
  policy: Pick<Policy["actions"], "holdOutShare" | "holdOutFrom">,
): number => ((effect?.alarms ?? 0) >= policy.holdOutFrom ? policy.holdOutShare : 0);

/**
 * Returns whether a customer is not shown an action. By a hash of both, so that they stay in or
 * out; a larger share only adds to those who are out.
 */
export const isHeldOut = (customerId: string, key: string, share: number): boolean =>
  share > 0 && seeded(seedOf(`${SALT} ${key} ${customerId}`)).uniform() < share;
