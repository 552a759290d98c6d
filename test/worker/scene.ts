/** Two reps and a customer: what most writes need. */
import { afterEach, beforeAll, beforeEach, vi } from "vitest";
import { signedIn } from "./client.ts";
import { added, buys } from "./writing.ts";

/**
 * Tokens of two reps for a file's tests; before each a new customer who made `purchases`, `[days
 * ago, minor units]`, and a clock that stands still, `daysBack` days ago: where a file moves it on
 * by days, ids of the future would else come to the tests of other files.
 */
export function scene(
  purchases: [number, number][] = [
    [300, 9000],
    [100, 9000],
  ],
  daysBack = 0,
) {
  const stand = () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() - daysBack * 86_400_000);
  };
  const at = { rep: "", other: "", /** Its id. */ customer: "" };
  let number = 0;
  beforeAll(async () => {
    stand();
    at.rep = await signedIn("rep", "robin@own.example");
    at.other = await signedIn("rep", "sasha@own.example");
    vi.useRealTimers();
  });
  beforeEach(async () => {
    stand();
    at.customer = (await added(at.rep, `Customer ${++number}`)).customer.id;
    await buys(at.customer, purchases);
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  return at;
}
