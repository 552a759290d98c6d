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
const slots: KeptForm["slot"][] = ["call", "meeting", "note", "faces", "promise"];

/** Returns one key for one form, however the address is written. */
const keyOfForm = (slot: KeptForm["slot"], of: string) =>
  `${slot}:${slot === "edit" ? of : keyOf(of)}`;

function isWholeForm(form: KeptForm, slot: KeptForm["slot"]): boolean {
  if (slot === "faces") return "comment" in form;
  if (slot === "promise") return "day" in form;
  return "fields" in form && typeof form.fields.minutes === "string";
}

/** Returns what was kept, unless it was kept by a version whose forms were others. */
function readForm(text: string, slot: KeptForm["slot"], of: string): KeptForm | null {
  const form = JSON.parse(text) as KeptForm;
  const isWhole = isWholeForm(form, slot);
  return form.slot === slot && isWhole ? { ...form, of } : null;
}

/** Hands each form to the background a moment after its last letter. */
class KeepQueue {
  readonly #user: () => string | null;
  readonly #waiting = new Map<string, { timer: number; hand(): void }>();

  constructor(user: () => string | null) {
    this.#user = user;
  }

  /** Queues a form, or null to forget it; returns false while nobody is signed in. */
  put(key: string, form: KeptForm | null): boolean {
    const user = this.#user();
    if (user === null) return false;
    const before = this.#waiting.get(key);
    if (before !== undefined) clearTimeout(before.timer);
    const hand = () => {
      this.#waiting.delete(key);
      const text = form === null ? null : JSON.stringify(form);
      void ask("keepForm", { key, text, user }).catch(() => undefined);
    };
    // What is thrown away must not come back because the page was closed a moment later.
    if (form === null) hand();
    else this.#waiting.set(key, { timer: Number(setTimeout(hand, KEEP_DELAY_MS)), hand });
    return true;
  }

  has(key: string): boolean {
    return this.#waiting.has(key);
  }

  flush(): void {
    for (const { timer, hand } of this.#waiting.values()) {
      clearTimeout(timer);
      hand();
    }
  }

  clear(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}

/** Returns every form that may be kept of these people and logs, with its key. */
const placesOf = (addresses: string[], logs: string[]) =>
  [
    ...addresses.flatMap((of) => slots.map((slot) => ({ slot, of }))),
    ...logs.map((of) => ({ slot: "edit" as const, of })),
  ].map((place) => ({ ...place, key: keyOfForm(place.slot, place.of) }));

/** Returns a store without forms. `user` returns who is signed in, null while nobody is. */
export function openForms(user: () => string | null, changed: () => void): Forms {
  const kept = new LruMap<string, KeptForm>({ entries: mostForms });
  /** Keys the background was asked about: from then on this tab knows better. */
  const known = new LruMap<string, true>({ entries: 10 * mostForms });
  const queue = new KeepQueue(user);

  function store(key: string, form: KeptForm | null): void {
    if (queue.put(key, form)) known.set(key, true);
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
      // What is closed now is offered as it was typed last, and not at some later draw.
      changed();
    },
    drop(slot, of) {
      const key = keyOfForm(slot, of);
      if (kept.delete(key) || queue.has(key)) store(key, null);
      changed();
    },
    flush: () => queue.flush(),
    forget() {
      queue.clear();
      kept.clear();
      known.clear();
    },
  };
}
