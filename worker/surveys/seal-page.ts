/** The seal of a served page: when it was served, and for which link. */
import type { Sealer } from "../security/seal.ts";

type Indexes = Pick<Sealer, "index">;

/** The mark by which a moment of a link's page is known to be ours. */
export const macOf = (sealer: Indexes, tokenIndex: string, at: string): Promise<string> =>
  sealer.index("token", `page ${tokenIndex} ${at}`);

/** Seals the moment that a page of a link is served. */
export async function sealPage(sealer: Indexes, tokenIndex: string, now: number): Promise<string> {
  const at = now.toString(36);
  return `${at}.${await macOf(sealer, tokenIndex, at)}`;
}

/** When the page of a seal was served; null for a seal that is not of this link. */
export async function servedAt(
  sealer: Indexes,
  tokenIndex: string,
  seal: unknown,
): Promise<number | null> {
  if (typeof seal !== "string" || seal.length > 80) return null;
  const [at = "", mac] = seal.split(".");
  return mac === (await macOf(sealer, tokenIndex, at)) ? Number.parseInt(at, 36) : null;
}
