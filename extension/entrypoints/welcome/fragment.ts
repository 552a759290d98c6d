/** What `npm start` and an administrator's link put behind the #: it never leaves the browser. */

export type Asked = { worker: string | null; code: string | null; sample: string };

/** A customer of the demo book. */
const sampleCustomer = "dana.whitfield@harlow-marine.example";

/** Reads `#worker=…&code=…&sample=…` and takes the code out of the address and the history. */
export function readFragment(): Asked {
  const asked = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  return { worker: asked.get("worker"), code: asked.get("code"), sample: asked.get("sample") ?? sampleCustomer };
}
