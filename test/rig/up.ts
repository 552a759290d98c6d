/** Brings up the whole webmail in a temporary folder, and takes it down again. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deliver } from "./deliver.ts";
import type { Delivered } from "./deliver.ts";
import { mailbox, startMailServer } from "./mail-server.ts";
import { startRoundcube } from "./roundcube.ts";
import type { Format, Skin } from "./roundcube.ts";
import { startSink } from "./send-sink.ts";
import { startSogo } from "./sogo.ts";
import type { Sogo } from "./sogo.ts";

export type Rig = {
  url: string;
  user: string;
  password: string;
  delivered: Delivered;
  sent: string[];
  /** SOGo beside it, over the same mailbox; it ends with the rig. Needs the packages of its own. */
  sogo(): Promise<Sogo>;
  /**
   * Shows Roundcube in another skin from now on; where its package is missing, in the one that it
   * falls back to.
   */
  wear(skin: Skin): void;
  /** Has Roundcube open drafts as rich text, or as plain text, from now on. */
  writeAs(format: Format): void;
  stop(): Promise<void>;
};

/**
 * Dovecot with mail in it, Roundcube, and a sink for what is sent. Needs the packages of
 * `install.ts`.
 */
export async function up(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), "regards-rig-"));
  chmodSync(folder, 0o755);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.toReversed()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const sink = await startSink();
    stops.push(sink.stop);
    const mail = await startMailServer(folder);
    stops.push(mail.running.stop);
    const delivered = await deliver(mail.maildir);
    const roundcube = await startRoundcube(folder, { imap: mail.port, smtp: sink.port });
    stops.push(roundcube.running.stop);
    return {
      url: roundcube.url,
      user: mailbox.user,
      password: mailbox.password,
      delivered,
      sent: sink.received,
      stop,
      wear: roundcube.wear,
      writeAs: roundcube.writeAs,
      async sogo() {
        const sogo = await startSogo(join(folder, "sogo"), { imap: mail.port, smtp: sink.port });
        stops.push(sogo.stop);
        return sogo;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
