/** Sites that are switched on, looked up cheaply: every message of a content script asks. */

/**
 * Returns the match pattern of a page's site: patterns know no ports. Null where it has no host.
 */
export function patternOf(address: string): string | null {
  const { protocol, hostname } = URL.canParse(address)
    ? new URL(address)
    : { protocol: "", hostname: "" };
  return hostname === "" ? null : `${protocol}//${hostname}/*`;
}

const known = new Set<string>();
let taken = 0;

/** Returns whether the browser has granted the site of this origin. */
export async function isGranted(origin: string): Promise<boolean> {
  const pattern = patternOf(origin);
  if (pattern === null) return false;
  if (known.has(pattern)) return true;
  const before = taken;
  const granted = await chrome.permissions.contains({ origins: [pattern] }).catch(() => false);
  if (granted && before === taken) known.add(pattern);
  return granted;
}

/** Forgets what was granted whenever something is taken back. Call at the start of the worker. */
export function followGrants(): void {
  chrome.permissions.onRemoved.addListener(() => {
    taken++;
    known.clear();
  });
}
