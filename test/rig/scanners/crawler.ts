/** Programs without a browser: one that gets every page it can reach, and one that sends HEAD. */
import type { AskedLink } from "./asked-links.ts";

/** The links of a page, as they would be requested. */
function linksIn(page: string, base: string): string[] {
  return [...page.matchAll(/\s(?:href|action|src)="([^"]+)"/g)].flatMap(([, target = ""]) => {
    const url = URL.parse(target.replaceAll("&amp;", "&"), base);
    if (url === null || url.origin !== new URL(base).origin) return [];
    url.hash = "";
    return [url.href];
  });
}

/** Gets every link of a mail, and every link of what comes back; returns all that it asked for. */
export async function crawl({ inMail, userAgent }: AskedLink): Promise<string[]> {
  const seen = new Set(inMail);
  // A set is walked with what is added to it meanwhile.
  for (const url of seen) {
    const answer = await fetch(url, { headers: { "User-Agent": userAgent } });
    const page = await answer.text();
    for (const found of linksIn(page, answer.url)) seen.add(found);
  }
  return [...seen];
}

/** Sends HEAD to every link of a mail and to the pages below it. */
export async function sendHeads(
  { url, inMail, userAgent }: AskedLink,
  below: readonly string[],
): Promise<string[]> {
  const urls = [...new Set([...inMail, ...below.map((path) => `${url}${path}`)])];
  for (const one of urls)
    await fetch(one, { method: "HEAD", headers: { "User-Agent": userAgent } });
  return urls;
}
