/** A real Dovecot on a port of its own, with one mailbox in the rig's folder. */
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, start, untilListening } from "./processes.ts";
import type { Running } from "./processes.ts";

/** The system user that reads the mail and serves the webmail: www-data of Debian. */
export const mailUser = { uid: 33, gid: 33 };
export const mailbox = { user: "rep@example.com", password: "regards" };

export type MailServer = { port: number; maildir: string; running: Running };

const special = ["Drafts", "Sent", "Trash", "Junk", "Archive"];

function configuration(folder: string, port: number): string {
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%n/Maildir
mail_fsync = never
passdb {
  driver = static
  args = password=${mailbox.password}
}
userdb {
  driver = static
  args = uid=${mailUser.uid} gid=${mailUser.gid} home=${folder}/mail/%n
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
namespace inbox {
  inbox = yes
${special.map((name) => `  mailbox ${name} {\n    special_use = \\${name}\n    auto = subscribe\n  }`).join("\n")}
}
`;
}

/** Makes a folder that the mail user owns. */
export function ownedFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  chownSync(path, mailUser.uid, mailUser.gid);
  return path;
}

/** Starts Dovecot with its state under `folder`; the mailbox is empty. */
export async function startMailServer(folder: string): Promise<MailServer> {
  const port = await freePort();
  mkdirSync(join(folder, "run"), { recursive: true });
  ownedFolder(join(folder, "mail"));
  const home = ownedFolder(join(folder, "mail", mailbox.user.split("@")[0] ?? ""));
  const maildir = ownedFolder(join(home, "Maildir"));
  for (const part of ["cur", "new", "tmp"]) ownedFolder(join(maildir, part));
  const file = join(folder, "dovecot.conf");
  writeFileSync(file, configuration(folder, port));
  const running = start("dovecot", ["-F", "-c", file], { log: join(folder, "dovecot.out") });
  await untilListening("Dovecot", port, running);
  return { port, maildir, running };
}
