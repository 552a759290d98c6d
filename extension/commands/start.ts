/**
 * npm start [-- --no-browser | --shot DIR [--store]] [--port 8787] [--own-domains yourcompany.com]
 * [--empty] Everything at once: the local Worker with the demo book, the built extension, and a
 * browser on its welcome page.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { findBrowser, launch } from "./browser.ts";
import { takeShots } from "./shots.ts";

const extension = "extension/.output/chrome-mv3";
const you = "you@example.com";
const defaultPort = "8787";

/** Runs a command of the project and answers what it printed; throws its words when it fails. */
async function output(arguments_: string[]): Promise<string> {
  const child = spawn(process.execPath, arguments_, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let out = "";
  let words = "";
  child.stdout.on("data", (part: Buffer) => (out += part.toString()));
  child.stderr.on("data", (part: Buffer) => (words += part.toString()));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error((words || out).trim());
  return out;
}

async function serve(settings: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["worker/commands/serve.ts", ...settings], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.on("message", (message: { ready: string }) => resolve(message.ready));
    // The child has said why in a sentence of its own.
    child.on("exit", () => reject(new Error("")));
  });
  return { child, url };
}

/** The extension's id wherever it is loaded from: of the public key in its manifest. */
const extensionId = "knmnmonajmocpiablaamjkmkgagpdcmf";

async function pairingCode(url: string): Promise<string> {
  return (
    JSON.parse(
      await output([
        "worker/commands/admin.ts",
        "pair",
        you,
        "--role",
        "admin",
        "--json",
        "--worker",
        url,
      ]),
    ) as { code: string }
  ).code;
}

/** Returns the welcome page's address with a code in the fragment, which stays in the browser. */
const welcomeLink = (id: string, worker: string, code: string) =>
  `chrome-extension://${id}/welcome.html#${new URLSearchParams({ worker, code }).toString()}`;

/** Makes a single-use code; returns the welcome page that asks before it pairs with it. */
async function welcome(url: string): Promise<(id: string) => string> {
  const code = await pairingCode(url);
  return (id) => welcomeLink(id, url, code);
}

async function next(url: string): Promise<void> {
  const code = await pairingCode(url);
  const link = welcomeLink(extensionId, url, code);
  const portfolio = `${url}/#${new URLSearchParams({ code: await pairingCode(url) }).toString()}`;
  // Commands find the Worker by themselves while it runs here; named, it is found from other
  // folders too.
  const worker = new URL(url).port === defaultPort ? "" : ` --worker ${url}`;
  console.log(`
What to do next:
  1. In your own browser open chrome://extensions, switch on "Developer mode",
     choose "Load unpacked" and the folder ${process.cwd()}/${extension}
  2. Pair it: open the link, read what it asks, press Pair (it works once):
     ${link}
     or enter ${url} and the code ${code} on the welcome page.
     Another code: npm run admin -- pair ${you}${worker}
  3. Open your webmail, click the Regards button in the toolbar, "Switch on for this site".
The portfolio, for managers: open the link (it works once), later the popup's "Open the portfolio":
     ${portfolio}
Your own data: npm run import -- transactions FILE.csv${worker}
Ctrl-C stops the Worker; the data stays for the next time.`);
}

async function browse(url: string): Promise<void> {
  const { context, extensionId } = await launch({
    extension,
    profile: ".state/profile",
    headless: false,
  }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`The browser could not be opened (${why}).`);
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto((await welcome(url))(extensionId));
  console.log("The browser shows the welcome page: a sample thread with the live panel beside it.");
}

function readOptions() {
  return parseArgs({
    options: {
      "no-browser": { type: "boolean" },
      shot: { type: "string" },
      store: { type: "boolean" },
      port: { type: "string", default: defaultPort },
      "own-domains": { type: "string" },
      empty: { type: "boolean" },
    },
  }).values;
}
type Options = ReturnType<typeof readOptions>;

/** Starts the Worker, which ends with this process and this process with it. */
async function serveUntilStopped(options: Options): Promise<{ url: string; stop(): void }> {
  const ownDomains = options["own-domains"];
  const { child, url } = await serve([
    "--port",
    options.port,
    ...(ownDomains === undefined ? [] : ["--own-domains", ownDomains]),
    ...(options.empty === true ? ["--empty"] : []),
  ]);
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    child.kill("SIGTERM");
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  // Ended by us it has done its work, whatever code a signal leaves behind.
  child.on("exit", (code) => process.exit(isStopped ? 0 : (code ?? 0)));
  return { url, stop };
}

/** Returns why no browser can be opened here; null where one can. */
function whyNoBrowser(): string | null {
  const hasScreen =
    process.platform !== "linux" ||
    Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
  if (!hasScreen) return "There is no screen here, so no browser is opened.";
  return findBrowser() === null ? "No Chrome or Chromium was found here, so none is opened." : null;
}

async function main(): Promise<void> {
  const options = readOptions();
  console.log("Building the extension.");
  await output(["node_modules/wxt/bin/wxt.mjs", "build", "extension"]);
  const { url, stop } = await serveUntilStopped(options);
  if (options.shot !== undefined) {
    const subject = options.store === true ? "store" : "welcome";
    try {
      for (const path of await takeShots(options.shot, extension, subject, () => welcome(url)))
        console.log(`Wrote ${path}`);
    } finally {
      stop();
    }
    return;
  }
  await next(url);
  if (options["no-browser"]) return;
  const why =
    whyNoBrowser() ??
    (await browse(url).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    ));
  if (why !== null) console.log(`\n${why} The Worker serves all the same.`);
}

main().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  if (why !== "") console.error(why);
  process.exit(1);
});
