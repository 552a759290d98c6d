/** Saved views: one's own and the team's, saved, changed and taken away, each with its undo. */
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { SavedView } from "../../../../../shared/contract/answers.ts";
import { answered, api, writing } from "../../../api.ts";
import { failureWords } from "../../../failure-words.ts";
import { useTools } from "../../../tools.ts";
import { useAnswer } from "../../../use-answer.ts";
import type { NamedView, View } from "../view.ts";

type Body = Omit<SavedView, "id" | "own">;
export type Naming = Pick<SavedView, "name" | "scope">;
export type Views = {
  /** Null until they are here. */
  saved: readonly SavedView[] | null;
  /** Each answers the view as it is kept. @throws CallFailed */
  save(naming: Naming, view: View): Promise<SavedView>;
  change(before: SavedView, naming: Naming, view: View): Promise<SavedView>;
  remove(view: SavedView): Promise<void>;
};

/** Returns a saved view as the list takes it. */
export const namedView = ({ id, filter, sort, columns }: SavedView): NamedView => ({
  key: id,
  filter: "all" in filter && filter.all.length === 0 ? null : filter,
  sort,
  columns: columns.length === 0 ? null : columns,
});

const bodyOf = ({ name, scope }: Naming, { filter, sort, columns }: View): Body => ({
  name,
  scope,
  filter: filter ?? { all: [] },
  sort,
  columns: [...(columns ?? [])],
});
// Hono's types of answers end where a schema refers to itself, as filters do.
const viewIn = async (answer: Promise<{ view: unknown }>): Promise<SavedView> =>
  (await answer).view as SavedView;
const post = (json: Body & { id?: string }) =>
  viewIn(answered(api.v1.views.$post({ header: writing(), json })));
const put = (id: string, json: Body) =>
  viewIn(answered(api.v1.views[":id"].$put({ param: { id }, header: writing(), json })));
const take = (id: string) =>
  viewIn(
    answered(api.v1.views[":id"].withdraw.$post({ param: { id }, header: writing(), json: {} })),
  );
const withoutId = ({ name, scope, filter, sort, columns }: SavedView): Body => ({
  name,
  scope,
  filter,
  sort,
  columns,
});

/**
 * Joins what was written to the views as they were answered last: a view is opened as soon as it is
 * stored, and would count as gone until the next answer.
 */
function useWritten(answer: readonly SavedView[] | null) {
  const [written, setWritten] = useState<readonly SavedView[]>([]);
  useEffect(() => setWritten([]), [answer]);
  const keep = useCallback((view: SavedView) => {
    setWritten((before) => [...before.filter(({ id }) => id !== view.id), view]);
    return view;
  }, []);
  const saved = useMemo(() => {
    if (answer === null) return null;
    const newer = new Map(written.map((one) => [one.id, one]));
    const added = written.filter(({ id }) => answer.every((one) => one.id !== id));
    return [...answer.map((one) => newer.get(one.id) ?? one), ...added];
  }, [answer, written]);
  return { saved, keep };
}

/** `open` shows a view by its key, after an undo that made it another. */
export function useViews(open: (key: string) => void): Views {
  const { t, say } = useTools();
  const { data, again } = useAnswer(
    (signal) => answered(api.v1.views.$get(undefined, { init: { signal } })),
    "views",
  );
  const { saved, keep } = useWritten((data?.views as SavedView[] | undefined) ?? null);
  /** Says what was done, and takes it back by `undo`. */
  const done = useCallback(
    (text: string, undo: () => Promise<string>) => {
      again();
      say(text, () => {
        void undo()
          .then(open)
          .catch((thrown: unknown) => say(failureWords(thrown, t)))
          .finally(again);
      });
    },
    [again, open, say],
  );
  const save = useCallback<Views["save"]>(
    async (naming, view) => {
      const saved = keep(await post(bodyOf(naming, view)));
      done(t("customers.views.saved", { name: saved.name }), async () => {
        await take(saved.id);
        return "all";
      });
      return saved;
    },
    [done, t],
  );
  const change = useCallback<Views["change"]>(
    async (before, naming, view) => {
      const changed = keep(await put(before.id, bodyOf(naming, view)));
      done(t("customers.views.changed", { name: changed.name }), async () => {
        keep(await put(before.id, withoutId(before)));
        return before.id;
      });
      return changed;
    },
    [done, t],
  );
  const remove = useCallback<Views["remove"]>(
    async (view) => {
      await take(view.id);
      done(t("customers.views.removed", { name: view.name }), async () => {
        keep(await post({ ...withoutId(view), id: view.id }));
        return view.id;
      });
    },
    [done, t],
  );
  return { saved, save, change, remove };
}
