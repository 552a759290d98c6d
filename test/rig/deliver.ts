/** Puts messages into the rig's mailbox. */
import {
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mailUser } from "./mail-server.ts";
import { compose, messages } from "./messages.ts";

/** Real mail kept beside the project; a checkout alone does not have it. */
export const sharedMail = fileURLToPath(new URL("../../../shared/mail", import.meta.url));
const kinds = ["mime4j", "mail-gem", "client-replies", "threads"];

export type Delivered = { shared: number; own: number };

function put(maildir: string, order: number, raw: Buffer, at: Date): void {
  const path = join(maildir, "new", `${1_700_000_000 + order}.M${order}P1.rig`);
  writeFileSync(path, raw);
  chownSync(path, mailUser.uid, mailUser.gid);
  // Dovecot takes the time of arrival from the file.
  utimesSync(path, at, at);
}

/**
 * Delivers the real mail, where it is there, and the project's own; own mail arrives last, so that
 * it lists first.
 */
export async function deliver(maildir: string): Promise<Delivered> {
  let order = 0;
  const oldest = Date.UTC(2026, 9, 1);
  for (const kind of kinds.filter((name) => existsSync(join(sharedMail, name)))) {
    for (const name of readdirSync(join(sharedMail, kind))
      .filter((file) => file.endsWith(".eml"))
      .toSorted()) {
      put(
        maildir,
        order,
        readFileSync(join(sharedMail, kind, name)),
        new Date(oldest + order * 60_000),
      );
      order += 1;
    }
  }
  const shared = order;
  for (const message of messages) {
    put(maildir, order, await compose(message), new Date(message.date));
    order += 1;
  }
  return { shared, own: messages.length };
}
