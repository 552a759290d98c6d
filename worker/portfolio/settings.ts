/** Language and colours of this browser: nothing of a person, so that it may stay when they leave. */
import type { Locale } from "../../shared/locales/format.ts";

export type Settings = { language: "auto" | Locale; theme: "auto" | "light" | "dark" };

const place = "regards.settings";
const allowed = {
  language: ["auto", "en", "zh_CN"],
  theme: ["auto", "light", "dark"],
} as const;

/** Reads the settings; what is missing or strange is by the browser's own. */
export function readSettings(): Settings {
  let kept: Partial<Record<keyof Settings, unknown>> = {};
  try {
    kept = JSON.parse(localStorage.getItem(place) ?? "{}") as typeof kept;
  } catch {
    // Storage may be shut off, or hold what is no JSON: the defaults serve.
  }
  return {
    language: allowed.language.find((one) => one === kept.language) ?? "auto",
    theme: allowed.theme.find((one) => one === kept.theme) ?? "auto",
  };
}

/** Keeps the settings where the browser allows it. */
export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(place, JSON.stringify(settings));
  } catch {
    // Without storage they hold until the page is closed.
  }
}

/** Returns the language to speak: the one set, else the browser's if it is Chinese, else English. */
export function localeOf({ language }: Settings, browserLanguage: string): Locale {
  if (language !== "auto") return language;
  return browserLanguage.toLowerCase().startsWith("zh") ? "zh_CN" : "en";
}
