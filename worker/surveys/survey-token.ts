/** Tokens of survey links: 128 random bits, of which only a keyed hash is kept. */
import { toBase64url } from "../security/encoding.ts";
import type { Sealer } from "../security/seal.ts";

const randomBytes = 16;
/** 128 bits in base64url. */
const randomLength = 22;
/** Characters of the mark of this Worker's key: 48 bits. */
const markLength = 8;

type Indexes = Pick<Sealer, "index">;

const markOf = async (sealer: Indexes, random: string): Promise<string> =>
  (await sealer.index("token", `survey mark ${random}`)).slice(0, markLength);

/**
 * A new token that bears the mark of this Worker's key, so that a made-up one is refused before the
 * database is asked.
 */
export async function newSurveyToken(sealer: Indexes): Promise<string> {
  const random = toBase64url(crypto.getRandomValues(new Uint8Array(randomBytes)));
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
