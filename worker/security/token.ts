/** Session tokens and pairing codes: made here, kept only as hashes. */
import { crc32 } from "node:zlib";
import type { Sealer } from "./seal.ts";

const prefix = "rgd_";
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 30 characters of base62 are 178 bits. */
const randomLength = 30;
const checksumLength = 6;

/** Crockford's base32: no I, L, O or U, so that a code can be read out and typed. */
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 50 bits: enough for a code that lives for minutes and once, behind the rate limit. */
const codeLength = 10;

/**
 * A new session token: `rgd_`, 178 random bits, and the CRC-32 of both in base62. Prefix and
 * checksum let a leaked token be recognised and a mistyped one be refused without asking the
 * database (after GitHub's token format, 2021).
 */
export function newToken(): string {
  const body = prefix + pick(base62, randomLength);
  return body + checksum(body);
}

/** Characters of the random part that are the Worker's mark: 71 bits; 107 random ones stay. */
const markLength = 12;

/**
 * A new session token that bears the mark of this Worker's key, in the form of any other: nobody
 * else can make one, so that a made-up token is told from one that was handed out before the
 * database is asked.
 */
export async function issueToken(sealer: Pick<Sealer, "index">): Promise<string> {
  const body = prefix + pick(base62, randomLength - markLength);
  const marked = body + (await markOf(sealer, body));
  return marked + checksum(marked);
}

/**
 * Returns true for a token that `issueToken` made under this key, whatever became of its session.
 */
export async function isIssued(sealer: Pick<Sealer, "index">, token: string): Promise<boolean> {
  if (!isToken(token)) return false;
  const end = -checksumLength - markLength;
  return token.slice(end, -checksumLength) === (await markOf(sealer, token.slice(0, end)));
}

async function markOf(sealer: Pick<Sealer, "index">, body: string): Promise<string> {
  return (await sealer.index("token", `issued ${body}`))
    .replaceAll("-", "0")
    .replaceAll("_", "1")
    .slice(0, markLength);
}

/**
 * Returns whether a text has the form and checksum of a session token. Says nothing of its
 * validity.
 */
export function isToken(text: string): boolean {
  if (
    text.length !== prefix.length + randomLength + checksumLength ||
    !/^rgd_[0-9A-Za-z]+$/.test(text)
  )
    return false;
  return checksum(text.slice(0, -checksumLength)) === text.slice(-checksumLength);
}

/** A new pairing code, `XXXX-XXXX-XX`. */
export function newCode(): string {
  return grouped(pick(crockford, codeLength));
}

/**
 * The code as it was made, from however it was typed: case, spaces, O for 0, I and L for 1. Null
 * where it is none.
 */
export function readCode(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replace(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return plain.length === codeLength &&
    [...plain].every((character) => crockford.includes(character))
    ? grouped(plain)
    : null;
}

/** Returns what the database keeps of a token. */
export const tokenHash = (sealer: Sealer, token: string): Promise<string> =>
  sealer.index("token", token);
/** Returns what the database keeps of a pairing code. */
export const codeHash = (sealer: Sealer, code: string): Promise<string> =>
  sealer.index("code", code);

function grouped(plain: string): string {
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`;
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let place = 0; place < checksumLength; place++) {
    text = base62.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** Uniform: bytes past the last whole multiple of the alphabet are thrown away. */
function pick(alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < limit && text.length < length) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}
