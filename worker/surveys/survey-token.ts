/** Tokens of survey links: 128 bits that nobody can guess, of which only a keyed hash is kept. */
import type { Sealer } from "../security/seal.ts";

/** 128 bits in base64url. */
const randomLength = 22;
/** Characters of the mark of this Worker's key: 48 bits. */
const markLength = 8;

type Indexes = Pick<Sealer, "index">;

const markOf = async (sealer: Indexes, random: string): Promise<string> =>
  (await sealer.index("token", `survey mark ${random}`)).slice(0, markLength);

/**
 * The token of a link that a write makes, derived from the write's idempotency key, which the caller
 * draws at random and the database does not keep. It bears the mark of this Worker's key, so that a
 * made-up one is refused before the database is asked.
 */
export async function surveyTokenFor(
  sealer: Indexes,
  { userId, key, link }: { userId: string; key: string; /** Which of its links. */ link: string },
): Promise<string> {
  const random = await sealer.index("token", JSON.stringify(["survey link", userId, key, link]));
  return random + (await markOf(sealer, random));
}

/** Returns true for a token that was made under this key, whatever became of its link. */
export async function isSurveyToken(sealer: Indexes, token: string): Promise<boolean> {
  if (!/^[\w-]+$/.test(token) || token.length !== randomLength + markLength) return false;
  return token.slice(randomLength) === (await markOf(sealer, token.slice(0, randomLength)));
}

/** Returns what the database keeps of a token. */
export const surveyTokenIndex = (sealer: Indexes, token: string): Promise<string> =>
  sealer.index("token", `survey ${token}`);
