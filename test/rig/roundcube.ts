/**
 * A real Roundcube on a port of its own, with its configuration and database in the rig's folder.
 */
import { execFileSync } from "node:child_process";
import { chownSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mailUser, ownedFolder } from "./mail-server.ts";
import { freePort, start, untilListening } from "./processes.ts";
import type { Running } from "./processes.ts";

/** The skins that Debian has of Roundcube. */
export type Skin = "elastic" | "larry" | "classic";
/** The text of drafts. */
export type Format = "plain" | "html";
export type Roundcube = {
  url: string;
  running: Running;
  /** Shows its pages in another skin from now on. */ wear(skin: Skin): void;
  /** Opens drafts as rich text, or as plain text, from now on. */ writeAs(format: Format): void;
};

function configuration(
  folder: string,
  ports: { imap: number; smtp: number },
  { skin, format }: { skin: Skin; format: Format },
): string {
  return `<?php
$config = [];
$config['db_dsnw'] = 'sqlite:///${folder}/roundcube.db?mode=0640';
$config['imap_host'] = '127.0.0.1:${ports.imap}';
$config['smtp_host'] = '127.0.0.1:${ports.smtp}';
$config['smtp_user'] = '';
$config['smtp_pass'] = '';
$config['des_key'] = 'regards-end-to-end-rig-0';
$config['product_name'] = 'Roundcube';
$config['plugins'] = [];
$config['skin'] = '${skin}';
$config['language'] = 'en_US';
$config['enable_installer'] = false;
$config['default_list_mode'] = 'threads';
$config['autoexpand_threads'] = 2;
$config['mail_pagesize'] = 500;
$config['message_sort_col'] = 'arrival';
$config['message_sort_order'] = 'DESC';
$config['log_dir'] = '${folder}/logs';
$config['temp_dir'] = '${folder}/temp';
$config['session_lifetime'] = 600;
$config['reply_mode'] = 1;
$config['htmleditor'] = ${format === "html" ? 1 : 0};
$config['login_rate_limit'] = 1000;
`;
}

/** Starts Roundcube for the mail server at `ports.imap`, sending to `ports.smtp`. */
export async function startRoundcube(
  folder: string,
  ports: { imap: number; smtp: number },
): Promise<Roundcube> {
  const port = await freePort();
  const config = join(folder, "config");
  mkdirSync(config, { recursive: true });
  for (const name of ["defaults.inc.php", "mimetypes.php"])
    copyFileSync(join("/etc/roundcube", name), join(config, name));
  const chosen: { skin: Skin; format: Format } = { skin: "elastic", format: "plain" };
  const configure = (change: Partial<typeof chosen>) => {
    Object.assign(chosen, change);
    writeFileSync(join(config, "config.inc.php"), configuration(folder, ports, chosen));
  };
  configure({});
  for (const name of ["logs", "temp"]) ownedFolder(join(folder, name));
  const database = join(folder, "roundcube.db");
  execFileSync("sqlite3", [database], {
    input: readFileSync("/usr/share/roundcube/SQL/sqlite.initial.sql"),
  });
  for (const path of [database, folder]) chownSync(path, mailUser.uid, mailUser.gid);
  const running = start(
    "php",
    // A changed configuration counts at once.
    `-d opcache.revalidate_freq=0 -S 127.0.0.1:${port} -t /var/lib/roundcube/public_html`.split(
      " ",
    ),
    {
      log: join(folder, "php.log"),
      ...mailUser,
      cwd: folder,
      env: { PHP_CLI_SERVER_WORKERS: "4", ROUNDCUBE_CONFIG_DIR: config },
    },
  );
  await untilListening("Roundcube", port, running);
  return {
    url: `http://127.0.0.1:${port}/`,
    running,
    wear: (skin) => configure({ skin }),
    writeAs: (format) => configure({ format }),
  };
}
