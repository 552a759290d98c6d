/** The portfolio: signed in or not, in whose language, light or dark. */
import { LocationProvider } from "preact-iso";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Me } from "../../shared/contract/answers.ts";
import { ensure } from "../../shared/locales/words.ts";
import { WordingContext } from "../../shared/ui/wording.ts";
import { answered, api, CallFailed, onSignedOut } from "./api.ts";
import { Shell } from "./frame/shell.tsx";
import { useSaid } from "./frame/said.tsx";
import { Broken, SignIn } from "./frame/sign-in.tsx";
import { redeem, takeCode } from "./frame/redeem.ts";
import { keepSettings, localeOf, readSettings, type Settings } from "./settings.ts";
import { makeTools, ToolsContext } from "./tools.ts";

type Session =
  | { state: "asking" }
  | { state: "out"; reason: CallFailed | null }
  | { state: "in"; me: Me }
  | { state: "broken"; error: CallFailed };

/** Signs in by the code of the address, if there is one; else finds out who is signed in. */
async function findSession(): Promise<Session> {
  const code = takeCode();
  try {
    return { state: "in", me: code === null ? await askMe() : await redeem(code) };
  } catch (thrown) {
    const error = thrown instanceof CallFailed ? thrown : new CallFailed("internal", "");
    if (error.code === "unauthorised") return { state: "out", reason: null };
    if (error.code === "pairing_code_invalid") return stillIn(error);
    return { state: "broken", error };
  }
}

// Without an answer what is known stays.
const ignore = () => undefined;
const askMe = () => answered(api.v1.me.$get());

/** A link that was used before takes nobody out who is signed in. */
async function stillIn(error: CallFailed): Promise<Session> {
  return askMe().then(
    (me) => ({ state: "in", me }),
    () => ({ state: "out", reason: error }),
  );
}

function useSettings(): [Settings, (changes: Partial<Settings>) => void, boolean] {
  const [settings, setSettings] = useState(readSettings);
  const [isSpoken, setSpoken] = useState(false);
  const locale = localeOf(settings, navigator.language);
  useEffect(() => {
    void ensure(locale).then(() => setSpoken(true));
    document.documentElement.lang = locale === "en" ? "en" : "zh-CN";
  }, [locale]);
  const change = useCallback((changes: Partial<Settings>) => {
    const next = { ...readSettings(), ...changes };
    keepSettings(next);
    // A language is fetched before anything is drawn in it.
    void ensure(localeOf(next, navigator.language)).then(() => setSettings(next));
  }, []);
  return [settings, change, isSpoken];
}

/** Follows the colours of the system where the person set none. */
function useTheme({ theme }: Settings): "light" | "dark" {
  const [isDark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setDark(scheme.matches);
    scheme.addEventListener("change", follow);
    return () => scheme.removeEventListener("change", follow);
  }, []);
  const shown = theme === "auto" ? (isDark ? "dark" : "light") : theme;
  useEffect(() => {
    document.documentElement.dataset["theme"] = shown;
  }, [shown]);
  return shown;
}

/** Everything there is to see at this address. */
export function App() {
  const [session, setSession] = useState<Session>({ state: "asking" });
  const [settings, change, isSpoken] = useSettings();
  const theme = useTheme(settings);
  useEffect(() => void findSession().then(setSession), []);
  useEffect(() => onSignedOut(() => setSession({ state: "out", reason: null })), []);
  const locale = localeOf(settings, navigator.language);
  return (
    <div class="regards portfolio" data-theme={theme}>
      {isSpoken && session.state === "out" && (
        <SignIn
          locale={locale}
          reason={session.reason}
          entered={(me) => setSession({ state: "in", me })}
        />
      )}
      {isSpoken && session.state === "broken" && <Broken locale={locale} error={session.error} />}
      {isSpoken && session.state === "in" && (
        <SignedIn
          me={session.me}
          renew={() => void askMe().then((me) => setSession({ state: "in", me }), ignore)}
          settings={settings}
          change={change}
        />
      )}
    </div>
  );
}

function SignedIn({
  me,
  renew,
  settings,
  change,
}: {
  me: Me;
  renew(): void;
  settings: Settings;
  change(changes: Partial<Settings>): void;
}) {
  const locale = localeOf(settings, navigator.language);
  const { said, say, dismiss } = useSaid();
  const tools = useMemo(() => makeTools(locale, me, say, renew), [locale, me, say]);
  return (
    <ToolsContext.Provider value={tools}>
      <WordingContext.Provider value={tools}>
        <LocationProvider>
          <Shell settings={settings} change={change} said={said} dismiss={dismiss} />
        </LocationProvider>
      </WordingContext.Provider>
    </ToolsContext.Provider>
  );
}
