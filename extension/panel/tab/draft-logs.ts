/**
 * Logs of the drafts that were written in this tab: a second press logs nothing twice. Forgotten
 * once nothing is written.
 */
export type DraftLogs = {
  /** Returns true where the draft of this subject is logged for the customer, or is being logged. */
  has(subject: string | null, customerId: string): boolean;
  /**
   * Logs it for the customer unless it is logged already; `log` answers the log's id, null where it
   * was refused.
   */
  once(
    subject: string | null,
    customerId: string,
    log: () => Promise<string | null>,
  ): Promise<void>;
  /** Forgets a log that was taken back. */
  drop(id: string): void;
  clear(): void;
};

const keyOf = (subject: string | null, customerId: string) => JSON.stringify([subject, customerId]);

/** Returns the logs of a tab in which nothing was written yet. */
export function openDraftLogs(): DraftLogs {
  /** By draft and customer the log's id; null while it is on its way. */
  const logs = new Map<string, string | null>();
  return {
    has: (subject, customerId) => logs.has(keyOf(subject, customerId)),
    async once(subject, customerId, log) {
      const key = keyOf(subject, customerId);
      if (logs.has(key)) return;
      logs.set(key, null);
      const id = await log();
      if (id === null) logs.delete(key);
      else logs.set(key, id);
    },
    drop(id) {
      for (const [key, one] of logs) if (one === id) logs.delete(key);
    },
    clear: () => logs.clear(),
  };
}
