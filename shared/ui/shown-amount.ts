/** Estimated amounts that are worth a figure. */
import { SHOWN_FROM } from "../contract/shown-from.ts";

/** Returns true for an estimated amount, in minor units, that says more than "nothing". */
export const isShownAmount = (minor: number): boolean => Math.abs(minor) >= SHOWN_FROM;
