/**
 * Firefox and Thunderbird in the tests: started headless on a fresh profile, and driven by
 * Marionette.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectMarionette } from "./marionette-wire.ts";
import { start, until } from "./processes.ts";

export type Preference = string | number | boolean;
/** An element of the page, valid until its document goes. */
export type Found = Record<string, string>;
export type Point = { x: number; y: number };
export type Driven = ReturnType<typeof commands> & {
  profile: string;
  /** Returns the program's output so far. */
  output(): string;
  /** Ends it and deletes its profile. */
  quit(): Promise<void>;
};
/**
 * "page": as the page's own scripts are. "system": sees closed shadow roots by
 * `element.openOrClosedShadowRoot`.
 */
export type World = "page" | "system";

type Send = Awaited<ReturnType<typeof connectMarionette>>["send"];

/** Keys that are no characters, as WebDriver's actions name them. */
export const keys = {
  enter: "\uE007",
  tab: "\uE004",
  escape: "\uE00C",
  backspace: "\uE003",
  control: "\uE009",
  alt: "\uE00A",
  shift: "\uE008",
  home: "\uE011",
  end: "\uE010",
  up: "\uE013",
  down: "\uE015",
};

function commands(send: Send) {
  const value = async <T>(command: string, parameters: object = {}, seconds?: number) =>
    ((await send(command, parameters, seconds)) as { value: T }).value;
  const actions = (...sources: object[]) => send("WebDriver:PerformActions", { actions: sources });
  const script = (body: string, args: unknown[], world: World) => ({
    script: body,
    args,
    sandbox: world === "system" ? "system" : "default",
    newSandbox: false,
  });

  return {
    send,
    /** Which the following commands mean: the program's own windows, or the page in the tab. */
    context: (which: "chrome" | "content") => send("Marionette:SetContext", { value: which }),
    /** Runs the body of a function with `arguments`; its answer, awaited when it is a promise. */
    run: <T = unknown>(body: string, args: unknown[] = [], world: World = "page") =>
      value<T>("WebDriver:ExecuteScript", script(body, args, world)),
    /** The same, whose last argument is the function to be called with the answer. */
    runAsync: <T = unknown>(body: string, args: unknown[] = [], world: World = "page") =>
      value<T>("WebDriver:ExecuteAsyncScript", script(body, args, world)),
    goTo: (url: string) => send("WebDriver:Navigate", { url }, 60),
    reload: () => send("WebDriver:Refresh", {}, 60),
    url: () => value<string>("WebDriver:GetCurrentURL"),
    find: (css: string) =>
      value<Found>("WebDriver:FindElement", { using: "css selector", value: css }),
    findAll: async (css: string) =>
      (await send("WebDriver:FindElements", { using: "css selector", value: css })) as Found[],
    text: (element: Found) => value<string>("WebDriver:GetElementText", { id: idOf(element) }),
    /** Role and name, as a screen reader has them. */
    role: (element: Found) => value<string>("WebDriver:GetComputedRole", { id: idOf(element) }),
    label: (element: Found) => value<string>("WebDriver:GetComputedLabel", { id: idOf(element) }),
    /** The commands after this mean the frame's page; null is the tab's own. */
    frame: (element: Found | null) =>
      send("WebDriver:SwitchToFrame", element === null ? { id: null } : { element: idOf(element) }),
    windows: async () => (await send("WebDriver:GetWindowHandles")) as string[],
    window: (handle: string) => send("WebDriver:SwitchToWindow", { handle, focus: true }),
    /** Opens a tab and answers its handle; `window` switches to it. */
    newTab: async () =>
      ((await send("WebDriver:NewWindow", { type: "tab", focus: true })) as { handle: string })
        .handle,
    closeTab: () => send("WebDriver:CloseWindow"),
    /** Size of the whole window, in CSS pixels. */
    resize: (width: number, height: number) => send("WebDriver:SetWindowRect", { width, height }),
    /** A real click, at a point of the visible page or in the middle of an element of it. */
    click: (at: Point | Found) => {
      const place =
        typeof at["x"] === "number" ? { ...at, origin: "viewport" } : { x: 0, y: 0, origin: at };
      return actions({
        type: "pointer",
        id: "mouse",
        parameters: { pointerType: "mouse" },
        actions: [
          { type: "pointerMove", duration: 0, ...place },
          { type: "pointerDown", button: 0 },
          { type: "pointerUp", button: 0 },
        ],
      });
    },
    /** Types each character by a real key. */
    type: (words: string) =>
      actions({
        type: "key",
        id: "keyboard",
        actions: [...words].flatMap((key) => [
          { type: "keyDown", value: key },
          { type: "keyUp", value: key },
        ]),
      }),
    /** Presses keys together, the first ones held. */
    chord: (...together: string[]) =>
      actions({
        type: "key",
        id: "keyboard",
        actions: [
          ...together.map((key) => ({ type: "keyDown", value: key })),
          ...together.toReversed().map((key) => ({ type: "keyUp", value: key })),
        ],
      }),
    /** PNG of what is visible of the page (of the window in the context "chrome"). */
    screenshot: async () =>
      Buffer.from(
        await value<string>("WebDriver:TakeScreenshot", { full: false, hash: false }),
        "base64",
      ),
    /** Loads an extension, a folder or an .xpi, until the program ends; answers its id. */
    install: (path: string) =>
      value<string>("Addon:Install", { path, temporary: true, allowPrivateBrowsing: false }),
  };
}

function idOf(element: Found): string {
  return Object.values(element)[0] ?? "";
}

function preferenceFile(preferences: Record<string, Preference>): string {
  return Object.entries(preferences)
    .map(([name, one]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(one)});\n`)
    .join("");
}

/**
 * Starts `program` ("firefox-esr", "thunderbird") headless, with `preferences` in a fresh profile
 * that `prepare` may fill first, and opens a session of Marionette. Fails with what the program
 * printed when it does not come up.
 */
export async function drive(
  program: string,
  preferences: Record<string, Preference> = {},
  prepare?: (profile: string) => void,
): Promise<Driven> {
  const folder = mkdtempSync(join(tmpdir(), "regards-gecko-"));
  const profile = join(folder, "profile");
  mkdirSync(profile);
  // Port 0 is any free one; the program writes which it took into its profile.
  writeFileSync(join(profile, "user.js"), preferenceFile({ "marionette.port": 0, ...preferences }));
  prepare?.(profile);
  const running = start(
    program,
    [
      "--headless",
      "--profile",
      profile,
      "--no-remote",
      "--marionette",
      "--remote-allow-system-access",
    ],
    {
      log: join(folder, "log"),
      env: {
        MOZ_HEADLESS_WIDTH: "1280",
        MOZ_HEADLESS_HEIGHT: "900",
        MOZ_CRASHREPORTER_DISABLE: "1",
      },
    },
  );
  const remove = async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    let port = 0;
    await until(
      program,
      async () => {
        try {
          port = Number(readFileSync(join(profile, "MarionetteActivePort"), "utf8"));
        } catch {
          // Not written yet.
        }
        return port > 0;
      },
      running,
    );
    const wire = await connectMarionette(port);
    await wire.send("WebDriver:NewSession", {}, 60);
    await wire.send("WebDriver:SetTimeouts", { script: 25_000, pageLoad: 50_000, implicit: 0 });
    return {
      ...commands(wire.send),
      profile,
      output: running.output,
      quit: async () => {
        await wire.send("Marionette:Quit", { flags: ["eForceQuit"] }, 10).catch(() => undefined);
        wire.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
