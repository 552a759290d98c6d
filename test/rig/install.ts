/**
 * Installs what the end-to-end tests need besides npm packages: browsers, mail programs, and real
 * webmails, by apt.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { findBrowser } from "../../extension/commands/browser.ts";

export type Missing = {
  part: "browser" | "webmail" | "sogo" | "firefox" | "thunderbird";
  why: string;
};

const webmail = [
  "roundcube-core",
  "roundcube-sqlite3",
  "roundcube-plugins",
  "roundcube-skin-larry",
  "roundcube-skin-classic",
  "php-cli",
  "php-sqlite3",
  "php-mbstring",
  "php-xml",
  "php-intl",
  "php-gd",
  "php-zip",
  "php-curl",
  "sqlite3",
  "dovecot-imapd",
];
const browser = ["chromium", "fonts-noto-cjk"];
/**
 * SOGo's needs, taken as they are found, in whatever version: a machine's own PostgreSQL or nginx
 * is not replaced.
 */
const databases = "/usr/lib/postgresql";
const sogo = (): string[] => [
  ...(existsSync("/usr/sbin/sogod") ? [] : ["sogo"]),
  ...(existsSync("/usr/sbin/nginx") ? [] : ["nginx-light"]),
  ...(existsSync("/usr/bin/memcached") ? [] : ["memcached"]),
  ...(existsSync(databases) &&
  readdirSync(databases).some((version) => existsSync(`${databases}/${version}/bin/initdb`))
    ? []
    : ["postgresql"]),
];
const lacking = (names: readonly string[]) =>
  names.filter((name) => !existsSync("/etc/debian_version") || !installed(name));
/**
 * Programs that some specs alone need, with the packages that are missing for them: without one,
 * the rest is tested all the same.
 */
const programs = {
  sogo,
  firefox: () => lacking(["firefox-esr"]),
  thunderbird: () => lacking(["thunderbird"]),
};
const preseed = [
  "roundcube-core roundcube/dbconfig-install boolean true",
  "roundcube-core roundcube/database-type select sqlite3",
].join("\n");

const policyFile = "/usr/sbin/policy-rc.d";

function installed(name: string): boolean {
  const { stdout } = spawnSync("dpkg-query", ["-W", "-f=${Status}", name], { encoding: "utf8" });
  return stdout === "install ok installed";
}

/**
 * Keeps daemons from starting while packages are installed, and puts the machine's own policy back
 * after.
 */
function withoutDaemons(work: () => void): void {
  const aside = `${policyFile}.before-regards`;
  if (existsSync(policyFile)) renameSync(policyFile, aside);
  try {
    writeFileSync(policyFile, "#!/bin/sh\nexit 101\n");
    chmodSync(policyFile, 0o755);
    work();
  } finally {
    rmSync(policyFile, { force: true });
    if (existsSync(aside)) renameSync(aside, policyFile);
  }
}

function apt(...args: string[]): void {
  execFileSync("apt-get", ["-q", "-y", "-o", "DPkg::Lock::Timeout=400", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

function installByApt(packages: string[]): void {
  apt("update");
  execFileSync("debconf-set-selections", { input: `${preseed}\n` });
  withoutDaemons(() => apt("install", "--no-install-recommends", ...packages));
}

function reason(): string | null {
  if (process.platform !== "linux" || !existsSync("/etc/debian_version"))
    return "it is installed only on Debian, by apt; this is another system";
  if (process.getuid?.() !== 0) return "installing it by apt needs root; run this as root once";
  return null;
}

/** Installs packages; null when they are there, else why not. */
function reached(packages: string[], say: (line: string) => void): string | null {
  if (packages.length === 0) return null;
  const why = reason();
  if (why !== null) return why;
  say(`Installing by apt (a minute): ${packages.join(" ")}`);
  try {
    installByApt(packages);
    return null;
  } catch (error) {
    const detail =
      error instanceof Error && "stderr" in error
        ? String(error.stderr).trim().split("\n").at(-1)
        : String(error);
    return `apt-get failed: ${detail}`;
  }
}

/**
 * Makes sure that Chromium and the webmail are there, and of the other programs those named,
 * installing what is missing where that can be done. Answers the parts that are not there after
 * all, each with why; an empty list means that all are.
 */
export function install(
  say: (line: string) => void,
  also: readonly (keyof typeof programs)[],
): Missing[] {
  const missing: Missing[] = [];
  const why = reached(
    [...(findBrowser() === null ? lacking(browser) : []), ...lacking(webmail)],
    say,
  );
  if (why !== null && findBrowser() === null) missing.push({ part: "browser", why });
  if (why !== null && lacking(webmail).length > 0) missing.push({ part: "webmail", why });
  for (const part of also) {
    const whyNot = reached(programs[part](), say);
    if (whyNot !== null) missing.push({ part, why: whyNot });
  }
  return missing;
}

if (import.meta.main)
  process.send?.(install((line) => console.log(line), ["sogo", "firefox", "thunderbird"]));
