/**
 * A real SOGo on a port of its own, reading the rig's mailbox: PostgreSQL, memcached, sogod and
 * nginx with all their state in one folder.
 */
import { execFile } from "node:child_process";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { mailbox, mailUser, ownedFolder } from "./mail-server.ts";
import { rep } from "./messages.ts";
import { freePort, start, until, untilListening } from "./processes.ts";
import type { Running } from "./processes.ts";

export type Sogo = { url: string; stop(): Promise<void> };

const run = promisify(execFile);
const versions = "/usr/lib/postgresql";
const resources = "/usr/lib/GNUstep/SOGo/WebServerResources";
/** Ends at once what is thrown away: asked to, sogod takes half a minute. */
const atOnce = { patience: 0, ...mailUser };

async function startDatabase(
  folder: string,
  port: number,
): Promise<{ running: Running; url: string }> {
  const newest =
    readdirSync(versions)
      .toSorted((one, other) => Number(one) - Number(other))
      .at(-1) ?? "";
  const program = (name: string) => join(versions, newest, "bin", name);
  const data = ownedFolder(join(folder, "pg"));
  await run(
    program("initdb"),
    ["-D", data, "-U", "sogo", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
    { ...mailUser, cwd: folder },
  );
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: data,
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
  };
  const running = start(
    program("postgres"),
    [
      "-D",
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      log: join(folder, "pg.out"),
      cwd: folder,
      ...atOnce,
    },
  );
  const ask = (sql: string) =>
    run(
      program("psql"),
      [
        "-h",
        "127.0.0.1",
        "-p",
        String(port),
        "-U",
        "sogo",
        "-d",
        "postgres",
        "-v",
        "ON_ERROR_STOP=1",
        "-qc",
        sql,
      ],
      { cwd: folder },
    );
  await until(
    "PostgreSQL",
    () =>
      ask("SELECT 1").then(
        () => true,
        () => false,
      ),
    running,
  );
  await ask(
    "CREATE TABLE sogo_view (c_uid text PRIMARY KEY, c_name text, c_password text, c_cn text, mail text)",
  );
  await ask(
    `INSERT INTO sogo_view VALUES ('${mailbox.user}', '${mailbox.user}', '${mailbox.password}', '${rep.name}', '${rep.address}')`,
  );
  return { running, url: `postgresql://sogo@127.0.0.1:${port}/postgres` };
}

/**
 * Settings as arguments: they outrank the machine's own configuration, which is left alone. Lists
 * are property lists.
 */
function settings(
  database: string,
  ports: { imap: number; smtp: number; memcached: number; web: number },
): string[] {
  const table = (name: string) => `${database}/${name}`;
  return Object.entries({
    WOPort: `127.0.0.1:${ports.web}`,
    WONoDetach: "YES",
    WOWorkersCount: "3",
    WOLogFile: "-",
    SxVMemLimit: "0",
    SOGoProfileURL: table("sogo_user_profile"),
    OCSFolderInfoURL: table("sogo_folder_info"),
    OCSSessionsFolderURL: table("sogo_sessions_folder"),
    OCSEMailAlarmsFolderURL: table("sogo_alarms_folder"),
    SOGoUserSources: `({ type = sql; id = users; viewURL = "${table("sogo_view")}"; canAuthenticate = YES; isAddressBook = NO; userPasswordAlgorithm = plain; })`,
    SOGoIMAPServer: `imap://127.0.0.1:${ports.imap}`,
    SOGoSMTPServer: `smtp://127.0.0.1:${ports.smtp}`,
    SOGoMailingMechanism: "smtp",
    SOGoMemcachedHost: `127.0.0.1:${ports.memcached}`,
    SOGoLanguage: "English",
    SOGoTimeZone: "UTC",
    SOGoLoginModule: "Mail",
    SOGoSentFolderName: "Sent",
    SOGoDraftsFolderName: "Drafts",
    SOGoTrashFolderName: "Trash",
    SOGoMailMessageCheck: "manually",
  }).flatMap(([name, value]) => [`-${name}`, value]);
}

function proxy(folder: string, port: number, sogod: number): string {
  return `daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log;
worker_processes 1;
events {}
http {
  access_log off;
  include /etc/nginx/mime.types;
${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `  ${name}_temp_path ${folder}/nginx-${name};`).join("\n")}
  server {
    listen 127.0.0.1:${port};
    location = / { return 302 /SOGo/; }
    location /SOGo.woa/WebServerResources/ { alias ${resources}/; }
    location /SOGo/WebServerResources/ { alias ${resources}/; }
    location /SOGo {
      proxy_pass http://127.0.0.1:${sogod};
      proxy_set_header Host $http_host;
      proxy_set_header x-webobjects-server-protocol HTTP/1.0;
      proxy_set_header x-webobjects-remote-host $remote_addr;
      proxy_set_header x-webobjects-server-name 127.0.0.1;
      proxy_set_header x-webobjects-server-url http://127.0.0.1:${port};
      proxy_set_header x-webobjects-server-port ${port};
      # The login's answer has longer headers than the default takes.
      proxy_buffer_size 64k;
      proxy_buffers 8 64k;
      proxy_busy_buffers_size 64k;
    }
  }
}
`;
}

/**
 * Starts SOGo under `folder` for the mail server at `ports.imap`, sending to `ports.smtp`. Needs
 * root, as all of the rig.
 */
export async function startSogo(
  folder: string,
  ports: { imap: number; smtp: number },
): Promise<Sogo> {
  const home = ownedFolder(folder);
  const [database, memcached, sogod, web] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  const begin = (command: string, args: string[], gid = mailUser.gid) => {
    const running = start(command, args, {
      log: join(home, `${command}.out`),
      cwd: home,
      ...atOnce,
      gid,
    });
    stops.push(running.stop);
    return running;
  };
  try {
    const cache = begin("memcached", [
      "-l",
      "127.0.0.1",
      "-p",
      String(memcached),
      "-U",
      "0",
      "-m",
      "16",
    ]);
    const { running, url } = await startDatabase(home, database);
    stops.push(running.stop);
    await untilListening("memcached", memcached, cache);
    const daemon = begin(
      "sogod",
      [
        ...settings(url, { ...ports, memcached, web: sogod }),
        "-WOPidFile",
        join(home, "sogod.pid"),
        // Drafts lie here until they are sent.
        "-SOGoMailSpoolPath",
        ownedFolder(join(home, "spool")),
      ],
      // It refuses to start without reading the machine's configuration, which is its group's
      // alone.
      statSync("/etc/sogo/sogo.conf").gid,
    );
    writeFileSync(join(home, "nginx.conf"), proxy(home, web, sogod));
    const server = begin("nginx", ["-c", join(home, "nginx.conf"), "-e", join(home, "nginx.log")]);
    const address = `http://127.0.0.1:${web}/SOGo/`;
    await untilListening("nginx", web, server);
    await until(
      "SOGo",
      () =>
        fetch(address).then(
          (answer) => answer.ok,
          () => false,
        ),
      daemon,
    );
    return { url: address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
