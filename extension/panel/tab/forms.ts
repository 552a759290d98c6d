/**
 * Forms that were begun in the panel and left, as this tab has them: kept at once here, a moment
 * later in the background.
 */
import type { KeptForm } from "../state.ts";
import { LruMap } from "../../sync/lru-map.ts";
import { ask } from "../../sync/messages.ts";
import { personKey as keyOf } from "../../../shared/people/address-memo.ts";

export type Forms = {
  /** Those of these people and logs. */
  of(addresses: string[], logs: string[]): KeptForm[];
  /**
   * Asks the background for those of these people and logs; `changed` is called where it has some.
   */
  look(addresses: string[], logs: string[]): Promise<void>;
  keep(form: KeptForm): void;
  drop(slot: KeptForm["slot"], of: string): void;
  /** Hands over what was typed last: the page is left. */
  flush(): void;
  /** Forgets all, also what was not handed over: somebody else may be signed in. */
  forget(): void;
};

const mostForms = 50;
/** From one letter to the next the background is not asked (ms). */
const KEEP_DELAY_MS = 250;
const slots: KeptForm["slot"][] = ["call", "meeting", "note", "faces"];

/** One form, one key, however the address is written. */
const keyOfForm = (slot: KeptForm["slot"], of: string) =>
  `${slot}:${slot === "edit" ? of : keyOf(of)}`;

/** Returns what was kept, unless it was kept by a version whose forms were others. */
function readForm(text: string, slot: KeptForm["slot"], of: string): KeptForm | null {
  const form = JSON.parse(text) as KeptForm;
  const isWhole =
    slot === "faces"
      ? "comment" in form
      : "fields" in form && typeof form.fields.minutes === "string";
  return form.slot === slot && isWhole ? { ...form, of } : null;
}

/** No forms yet. `user` answers who is signed in, null while nobody is. */
export function openForms(user: () => string | null, changed: () => void): Forms {
  const kept = new LruMap<string, KeptForm>({ entries: mostForms });
  /** What the background was asked for: from then on this tab knows better. */
  const known = new LruMap<string, true>({ entries: 10 * mostForms });
  const waiting = new Map<string, { timer: number; store(): void }>();

  const placesOf = (addresses: string[], logs: string[]) =>
    [
      ...addresses.flatMap((of) => slots.map((slot) => ({ slot, of }))),
      ...logs.map((of) => ({ slot: "edit" as const, of })),
    ].map((place) => ({ ...place, key: keyOfForm(place.slot, place.of) }));

  function store(key: string, form: KeptForm | null): void {
    const whose = user();
    if (whose === null) return;
    known.set(key, true);
    const before = waiting.get(key);
    if (before !== undefined) clearTimeout(before.timer);
    const hand = () => {
      waiting.delete(key);
      void ask("keepForm", {
        key,
        text: form === null ? null : JSON.stringify(form),
        user: whose,
      }).catch(() => undefined);
    };
    waiting.set(key, { timer: Number(setTimeout(hand, KEEP_DELAY_MS)), store: hand });
  }

  return {
    of: (addresses, logs) =>
      placesOf(addresses, logs).flatMap(({ key, of }) => {
        const form = kept.peek(key);
        return form === undefined ? [] : [{ ...form, of }];
      }),
    async look(addresses, logs) {
      const places = placesOf(addresses, logs).filter(({ key }) => !known.has(key));
      if (places.length === 0 || user() === null) return;
      for (const { key } of places) known.set(key, true);
      const texts = await ask("keptForms", { keys: places.map(({ key }) => key) });
      for (const [index, { slot, of, key }] of places.entries()) {
        const text = texts[index];
        const form = text == null || kept.has(key) ? null : readForm(text, slot, of);
        if (form !== null && known.has(key)) kept.set(key, form);
      }
      if (texts.some((text) => text !== null)) changed();
    },
    keep(form) {
      const key = keyOfForm(form.slot, form.of);
      kept.set(key, form);
      store(key, form);
    },
    drop(slot, of) {
      const key = keyOfForm(slot, of);
      if (kept.delete(key) || waiting.has(key)) store(key, null);
      changed();
    },
    flush() {
      for (const { timer, store: hand } of waiting.values()) {
        clearTimeout(timer);
        hand();
      }
    },
    forget() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
      kept.clear();
      known.clear();
    },
  };
}
