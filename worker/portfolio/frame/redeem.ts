/** Signing in with a code: typed in, or in the fragment of the address. */
import type { Me } from "../../../shared/contract/answers.ts";
import { answered, api } from "../api.ts";

/** Returns the code in the address's fragment, which it takes out of address and history. */
export function takeCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (code !== null) history.replaceState(null, "", location.pathname + location.search);
  return code;
}

/** Exchanges a code for a session of this browser. @throws CallFailed */
export async function redeem(code: string): Promise<Me> {
  const json = { code, label: labelOf(navigator.userAgent) };
  const { me } = await answered(api.v1.sessions.portfolio.$post({ json }));
  return me;
}

/** Returns how the list of sessions calls this browser: "Portfolio, Firefox". */
export function labelOf(userAgent: string): string {
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(userAgent)?.[0];
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
  return browser === undefined ? "Portfolio" : `Portfolio, ${names[browser] ?? browser}`;
}
