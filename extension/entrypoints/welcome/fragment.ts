/**
 * The link of `npm start` or an administrator, read behind the #: it never leaves the browser.
 * Anyone can write such a link, so it only fills the fields: pairing takes a click of the person
 * who has read which host it is for.
 */
import { normalise } from "../../../shared/people/address.ts";
import { workerBase } from "../../sync/api.ts";

/** Reasons not to follow a link; each has a sentence in the locales. */
export type Refusal = "address" | "insecure" | "credentials" | "lookalike" | "unclear";
export type Asked = {
  worker: string | null;
  code: string | null;
  refused: Refusal | null;
  sample: string;
};

/** A customer of the demo book. */
const sampleCustomer = "dana.whitfield@harlow-marine.example";
/** Codes are letters and digits in groups; see `worker/routes/pairings.ts`. */
const code = /^[\w-]{4,40}$/;

/** Returns why a link's address is not one to pair with; null where it is. */
function refusalOf(worker: string): Refusal | null {
  // What a URL parser would quietly leave out or turn round, nobody who reads the link would see.
  if (worker.length > 500 || /[\s\p{Cc}\p{Cf}\\]/u.test(worker)) return "address";
  const text =
    /^[a-z][a-z\d+.-]*:/i.test(worker) && !/^[\w.-]+:\d+(?:\/|$)/.test(worker)
      ? worker
      : `https://${worker}`;
  if (!URL.canParse(text)) return "address";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || worker.includes("@")) return "credentials";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "address";
  // International letters can be drawn like others: such a host is typed by hand.
  if (/[^\x20-\x7e]/.test(worker) || /(?:^|\.)xn--/i.test(url.hostname)) return "lookalike";
  if (workerBase(text) === null) return url.protocol === "http:" ? "insecure" : "address";
  return url.search === "" && url.hash === "" ? null : "address";
}

/** Reads `worker=…&code=…&sample=…`. */
export function readLink(fragment: string): Asked {
  const given = new URLSearchParams(fragment);
  const sample = normalise(given.get("sample") ?? "")?.address ?? sampleCustomer;
  const worker = given.get("worker");
  const asked = given.get("code");
  const isTwice = given.getAll("worker").length > 1 || given.getAll("code").length > 1;
  const refused = isTwice ? "unclear" : worker === null ? null : refusalOf(worker);
  if (refused !== null) return { worker: null, code: null, refused, sample };
  const base = worker === null ? null : workerBase(worker);
  return {
    worker: base,
    code: base !== null && asked !== null && code.test(asked) ? asked : null,
    refused: null,
    sample,
  };
}

/** Reads what stands behind the #, and takes it out of the address and the history. */
export function readFragment(): Asked {
  const fragment = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  return readLink(fragment);
}
