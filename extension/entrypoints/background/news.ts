/**
 * Follow-ups of one's own that nobody looked at yet: the Worker is asked for them now and then, and
 * the toolbar button counts them. Ids alone are kept, until sign-out.
 */
import { parts } from "./parts.ts";
import { showBadge } from "./badge.ts";
import { newsPlace, readNews } from "./unseen.ts";

const name = "news";
/** Seldom: an open card asks for its own customer by itself. */
const everyMinutes = 10;

/** Asks which follow-ups are open; those that were seen stay seen for as long as they are. */
async function readAnew(): Promise<void> {
  const { sessions, call, outbox } = await parts();
  const session = await sessions.current();
  if (session !== null) {
    const { cases = [] } = await call((api) => api.today());
    // Somebody else may have signed in while the Worker was asked.
    if ((await sessions.current())?.token !== session.token) return;
    const { seen } = await readNews();
    const open = cases.map(({ case: { id } }) => id);
    await chrome.storage.local.set({
      [newsPlace]: { open, seen: seen.filter((id) => open.includes(id)) },
    });
  }
  await showBadge(outbox);
}

/** Notes that follow-ups were in sight. */
export async function sawCases(ids: readonly string[]): Promise<void> {
  const { open, seen } = await readNews();
  const added = ids.filter((id) => !seen.includes(id));
  if (added.length === 0) return;
  await chrome.storage.local.set({ [newsPlace]: { open, seen: [...seen, ...added] } });
  await showBadge((await parts()).outbox);
}

/** Asks at each start and now and then while the browser runs; a failure is made good next time. */
export function followNews(): void {
  const look = () => void readAnew().catch(() => undefined);
  chrome.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) look();
  });
  void chrome.alarms.get(name).then((known) => {
    if (known === undefined) void chrome.alarms.create(name, { periodInMinutes: everyMinutes });
  });
  chrome.runtime.onStartup.addListener(look);
}
