/** Looking for the answer of somebody who was asked, seldom, while their card is in sight. */
import { useEffect } from "preact/hooks";
import { useTools } from "../tools.ts";

/** At first somebody who was just asked may be answering; after that the card waits. */
const soonMs = 5_000;
const laterMs = 60_000;
/** Looks that are made soon after one another: two minutes of them. */
const soonLooks = 24;
/** An open card asks no more than an hour. */
const mostLooks = soonLooks + 60;

/** Looks a person's card up again from time to time, while `isAwaited` and the panel is visible. */
export function useNews(address: string, isAwaited: boolean): void {
  const { commands } = useTools();
  useEffect(() => {
    if (!isAwaited) return;
    let looks = 0;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(() => void look(), looks < soonLooks ? soonMs : laterMs);
    };
    const look = async () => {
      if (document.visibilityState === "visible") {
        looks += 1;
        await commands.lookAgain(address);
      }
      if (looks < mostLooks) wait();
    };
    wait();
    return () => clearTimeout(timer);
  }, [address, isAwaited]);
}
