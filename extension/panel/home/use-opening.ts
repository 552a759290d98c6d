/** Opens the card of somebody who was found, one at a time. */
import { useState } from "preact/hooks";
import type { Ending } from "../ending.ts";
import { useTools } from "../tools.ts";

/** `ending` tells why a card could not be opened. */
export function useOpening() {
  const { commands } = useTools();
  const [ending, setEnding] = useState<Ending>({ state: "none" });
  const isBusy = ending.state === "busy";
  return {
    isBusy,
    ending,
    /** Opens a customer by an address of theirs, which is asked for where it is not known. */
    open(id: string, address: string | null) {
      if (isBusy) return;
      setEnding({ state: "busy" });
      void commands.openCustomer(id, address).then((end) => {
        setEnding(end.ok ? { state: "none" } : { state: "failed", code: end.code });
      });
    },
    lookUp(address: string) {
      if (isBusy) return;
      setEnding({ state: "busy" });
      void commands.openAddress(address).finally(() => setEnding({ state: "none" }));
    },
  };
}
