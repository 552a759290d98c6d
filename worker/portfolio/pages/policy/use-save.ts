/** Saving the draft as the next version, its undo, and what happens when somebody was quicker. */
import { useCallback, useState } from "preact/hooks";
import type { PolicySettings } from "../../../../shared/contract/requests.ts";
import { answered, api, CallFailed, writing } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";
import { askPolicy } from "./ask-policy.ts";
import { namedPath, type Draft } from "./use-draft.ts";

type Base = Draft["base"];
export type Conflict = { newest: Base; by: string | null };
export type Save = {
  isBusy: boolean;
  conflict: Conflict | null;
  save(): Promise<void>;
  /** Ends a conflict: the draft goes on from the newest version with these settings. */
  goOn(settings: PolicySettings): void;
};

const put = (settings: PolicySettings, basedOn: number) =>
  answered(api.v1.policy.$put({ header: writing(), json: { ...settings, basedOn } }));

/** Returns the steps of a path as the API writes it: `actions.own.0.key`. */
const stepsOf = (field: string) =>
  field.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** `changed` is called after each save that went well. */
export function useSave(draft: Draft, changed: () => void): Save {
  const { t, say, renew } = useTools();
  const [isBusy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const undo = useCallback(
    async (former: Base, saved: Base) => {
      try {
        const now = await put(former.settings, saved.version);
        draft.unfill(now.policy, saved.settings, { version: now.version, settings: now.policy });
        say(t("policy.undone", { version: now.version, former: former.version }));
        changed();
        renew();
      } catch (thrown) {
        say(t(undoFailure(thrown)));
      }
    },
    [draft, changed, say, t],
  );
  const save = async () => {
    const { base, settings } = draft;
    setBusy(true);
    try {
      const { version, policy } = await put(settings, base.version);
      draft.restart({ version, settings: policy });
      say(t("policy.saved", { version }), () => void undo(base, { version, settings: policy }));
      changed();
      renew();
    } catch (thrown) {
      const failure = thrown instanceof CallFailed ? thrown : new CallFailed("internal", "");
      const met = failure.code === "conflict" ? await newestOf().catch(() => null) : null;
      if (met !== null) setConflict(met);
      else if (failure.field !== null && failure.code === "invalid_request")
        draft.refuse(namedPath(settings, stepsOf(failure.field)), failure.message);
      else say(failureWords(thrown, t));
    } finally {
      setBusy(false);
    }
  };
  const goOn = (settings: PolicySettings) => {
    if (conflict !== null) draft.restart(conflict.newest, settings);
    setConflict(null);
  };
  return { isBusy, conflict, save, goOn };
}

const undoFailure = (thrown: unknown) =>
  thrown instanceof CallFailed && thrown.code === "conflict"
    ? "policy.undoLate"
    : "policy.undoFailed";

/** Asks for the version that was saved meanwhile. */
async function newestOf(): Promise<Conflict> {
  const { policy, version, by } = await askPolicy();
  return { newest: { version, settings: policy }, by };
}
