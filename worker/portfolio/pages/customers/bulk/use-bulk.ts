/** A bulk action under way: begun, watched until it ends, and taken back. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { BulkAction, NewBulkAction } from "../../../../../shared/contract/bulk-actions.ts";
import { answered, api, writing } from "../../../api.ts";
import { failureWords } from "../../../failure-words.ts";
import { useTools } from "../../../tools.ts";

const pauseMs = 700;
const isUnderWay = ({ status }: BulkAction) => status === "running" || status === "withdrawing";

export type Bulk = {
  /** The action that is under way; null where none is. */
  action: BulkAction | null;
  /** @throws CallFailed where it was refused. */
  start(json: NewBulkAction): Promise<void>;
  undo(id: string): Promise<void>;
};

/** Asks how far an action is until it ends; `seen` gets each answer, `lost` that none came. */
function useWatch(
  action: BulkAction | null,
  seen: (now: BulkAction) => void,
  lost: () => void,
): void {
  const latest = useRef({ seen, lost });
  latest.current = { seen, lost };
  const id = action?.id;
  useEffect(() => {
    if (id === undefined) return;
    let isLeft = false;
    const look = async (): Promise<void> => {
      const { bulkAction } = await answered(api.v1["bulk-actions"][":id"].$get({ param: { id } }));
      if (isLeft) return;
      latest.current.seen(bulkAction);
      if (!isUnderWay(bulkAction)) return;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (!isLeft) await look();
    };
    look().catch(() => {
      if (!isLeft) latest.current.lost();
    });
    return () => {
      isLeft = true;
    };
    // The undo of an action goes by the same id: it is watched anew once its state changes.
  }, [id, action?.status]);
}

const asked = async (answer: Promise<{ bulkAction: BulkAction }>): Promise<BulkAction> =>
  (await answer).bulkAction;

/** `changed` shows what is there now: after an action, and after its undo. */
export function useBulk(changed: () => void): Bulk {
  const { t, say, can } = useTools();
  const [action, setAction] = useState<BulkAction | null>(null);
  const undo = useCallback(
    async (id: string) => {
      const call = api.v1["bulk-actions"][":id"].withdraw;
      await asked(answered(call.$post({ param: { id }, header: writing(), json: {} }))).then(
        setAction,
        (thrown: unknown) => say(failureWords(thrown, t)),
      );
    },
    [say, t],
  );
  const seen = (now: BulkAction) => {
    if (isUnderWay(now)) return setAction(now);
    setAction(null);
    changed();
    const { kind, status, withdrawn } = now;
    const count = status === "withdrawn" ? withdrawn : now.changed;
    const words = t(`customers.bulk.ended.${status}`, { kind, count });
    if (status === "withdrawn" || count === 0) say(words);
    else say(words, () => void undo(now.id));
  };
  useWatch(action, seen, () => {
    setAction(null);
    say(t("customers.bulk.lost"));
  });
  // One that somebody began before, here or elsewhere, is watched too.
  useEffect(() => {
    if (!can("manager")) return;
    answered(api.v1["bulk-actions"].$get()).then(
      ({ bulkActions }) => setAction((now) => now ?? bulkActions.find(isUnderWay) ?? null),
      () => undefined,
    );
  }, []);
  const start = useCallback(
    async (json: NewBulkAction) =>
      setAction(await asked(answered(api.v1["bulk-actions"].$post({ header: writing(), json })))),
    [],
  );
  return { action, start, undo };
}
