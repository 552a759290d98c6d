/** The person's settings in this browser. Nothing of anyone else. */
import pLimit from "p-limit";

export type Settings = {
  language: "auto" | "en" | "zh_CN";
  theme: "auto" | "light" | "dark";
  /**
   * True where the panel is folded away, and whether it is in a window too narrow for mail and
   * panel side by side.
   */
  collapsed: boolean;
  collapsedNarrow: boolean;
  /** True where today's list stays folded away beside a list of mail. */
  collapsedToday: boolean;
  /** True where mail that the person writes to a customer is logged once it is sent. */
  logsSent: boolean;
  /**
   * Hosts of webmails nobody has described, where the person asked for them to be read as far as
   * they can be.
   */
  readAnyway: string[];
};
export const defaults: Settings = {
  language: "auto",
  theme: "auto",
  collapsed: false,
  collapsedNarrow: true,
  collapsedToday: true,
  logsSent: false,
  readAnyway: [],
};
const place = "settings";
const folds = ["collapsed", "collapsedNarrow", "collapsedToday"] as const;
/** Choices of what is folded away. */
export type Fold = Pick<Settings, (typeof folds)[number]>;

/** Reads the settings, with the defaults where nothing was set. */
export async function readSettings(area: chrome.storage.StorageArea): Promise<Settings> {
  const found = (await area.get(place))[place] as Partial<Settings> | undefined;
  return { ...defaults, ...found };
}

/** Returns the folds among the settings. */
export const foldsOf = ({ collapsed, collapsedNarrow, collapsedToday }: Settings): Fold => ({
  collapsed,
  collapsedNarrow,
  collapsedToday,
});

/**
 * Returns what a content script may change of what it sent: how the panel is folded, and nothing
 * else.
 */
export function foldIn(sent: unknown): Partial<Fold> {
  const given = (typeof sent === "object" && sent !== null ? sent : {}) as Record<string, unknown>;
  return Object.fromEntries(
    folds.flatMap((name) => (typeof given[name] === "boolean" ? [[name, given[name]]] : [])),
  );
}

/** Two changes at once would each be written over what the other read. */
const inTurn = /* @__PURE__ */ pLimit(1);

/** Changes some settings and answers all; one change after the other. */
export function changeSettings(
  area: chrome.storage.StorageArea,
  changes: Partial<Settings>,
): Promise<Settings> {
  return inTurn(async () => {
    const settings = { ...(await readSettings(area)), ...changes };
    await area.set({ [place]: settings });
    return settings;
  });
}

/**
 * Returns the language to speak: the one set, else the browser's if it is Chinese, else English.
 */
export function localeOf(settings: Settings, browserLanguage: string): "en" | "zh_CN" {
  if (settings.language !== "auto") return settings.language;
  return browserLanguage.toLowerCase().startsWith("zh") ? "zh_CN" : "en";
}
