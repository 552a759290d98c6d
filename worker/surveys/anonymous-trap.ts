/**
 * The trap of the company's links. What follows it is known by the page that it was served, and by
 * nothing else: of whoever answers nothing is kept, so a visitor cannot be told from another.
 */
import { at as placeAt } from "../security/places.ts";
import type { Sealer } from "../security/seal.ts";
import { toBase64url } from "../security/encoding.ts";
import type { Database } from "../store/database.ts";
import { holdAnonymousAnswer } from "../store/anonymous-answers.ts";
import { insertOpening, openingsBy } from "../store/survey-answers.ts";
import { VISIT_MS } from "./scanner-flags.ts";
import { macOf, servedAt } from "./seal-page.ts";

type Trapping = { db: Database; sealer: Sealer; now: number };
type TrappedLink = { id: string; tokenIndex: string };

/** Seals a page of a company's link: no two pages are sealed alike. */
export async function sealAnonymousPage(
  sealer: Pick<Sealer, "index">,
  tokenIndex: string,
  now: number,
): Promise<string> {
  const chance = toBase64url(crypto.getRandomValues(new Uint8Array(9)));
  const at = `${now.toString(36)}*${chance}`;
  return `${at}.${await macOf(sealer, tokenIndex, at)}`;
}

/** Remembers that the trap of a page was followed; a page that was not served here is nothing. */
export async function trapPage({ db, sealer, now }: Trapping, link: TrappedLink, seal: string) {
  if ((await servedAt(sealer, link.tokenIndex, seal)) === null) return;
  await insertOpening(db, {
    invitationId: link.id,
    kind: "trap",
    score: null,
    visitor: seal,
    at: now,
  });
}

/** Returns the openings of a page, for the flags of its answer. */
export const openingsOfPage = (
  { db, now }: Pick<Trapping, "db" | "now">,
  { id }: TrappedLink,
  seal: unknown,
) =>
  typeof seal === "string"
    ? openingsBy(db, { invitationId: id, visitor: seal, since: now - VISIT_MS })
    : Promise.resolve([]);

const place = (tokenIndex: string) => placeAt("anonymous_answers.answers_sealed", tokenIndex);

/** Names a stored answer for the trap of its thanks: sealed, so that no log of calls holds its id. */
export const sealAnswerId = ({ sealer, now }: Trapping, link: TrappedLink, id: string) =>
  sealer.seal(place(link.tokenIndex), `${now} ${id}`);

/** Holds back the answer of a page of thanks whose trap is followed in the same visit. */
export async function trapAnswer({ db, sealer, now }: Trapping, link: TrappedLink, sealed: string) {
  const opened = await sealer.open(place(link.tokenIndex), sealed).catch(() => "");
  const [at = "", id = ""] = opened.split(" ");
  if (id !== "" && Number(at) > now - VISIT_MS) await db.batch([holdAnonymousAnswer(db, id)]);
}
