/**
 * Things of the book that answers named: requests that name them come further than those that make
 * ids up.
 */

type Contact = { id: string; addresses: string[] };
type Policy = { settings: object; version: number };

/** Kinds of things by the first part of a path that names one. */
const kinds: Record<string, string> = {
  customers: "customer",
  contacts: "contact",
  interactions: "interaction",
  satisfaction: "satisfaction",
  trust: "trust",
  actions: "outcome",
  outcomes: "outcome",
  promises: "promise",
  overrides: "override",
  "promise-outcomes": "promiseOutcome",
  cases: "case",
  "case-steps": "caseStep",
  "case-handovers": "caseHandover",
  imports: "import",
  reviews: "review",
  sessions: "session",
  views: "view",
  edits: "edit",
  "bulk-actions": "bulkAction",
  users: "user",
};
export const kindOf = (template: string): string => kinds[template.split("/")[2] ?? ""] ?? "";
/** Paths below a thing that name another kind. */
const kindsBelow: Record<string, string> = {
  "/v1/promises/{id}/outcome": "promiseOutcome",
  "/v1/customers/{id}/edits": "edit",
  "/v1/cases/{id}/steps": "caseStep",
  "/v1/cases/{id}/owner": "caseHandover",
};

/** The kind of thing that an answer of this path names by its `id`. */
const answeredKindOf = (template: string): string => kindsBelow[template] ?? kindOf(template);

/** The newest of each kind are enough, and later ones are less likely to be taken back. */
const mostOfKind = 40;

export class KnownThings {
  readonly #values = new Map<string, string[]>();
  readonly #contacts = new Map<string, Contact>();
  /**
   * Ids and addresses of the callers themselves: a request that ends or changes those would end the
   * run.
   */
  readonly #spared = new Set<string>();
  policy: Policy | null = null;

  /** Values of a kind, the oldest first. */
  of(kind: string): readonly string[] {
    return this.#values.get(kind) ?? [];
  }

  get contacts(): readonly Contact[] {
    return [...this.#contacts.values()].slice(-mostOfKind);
  }

  add(kind: string, ...values: string[]): void {
    const all = new Set([...this.of(kind), ...values.filter((value) => !this.#spared.has(value))]);
    this.#values.set(kind, [...all].slice(-mostOfKind));
  }

  /** Forgets a value that was used up or taken back. */
  drop(kind: string, value: string): void {
    this.#values.set(
      kind,
      this.of(kind).filter((other) => other !== value),
    );
    if (kind === "contact") this.#contacts.delete(value);
  }

  spare(...values: string[]): void {
    for (const value of values) this.#spared.add(value);
  }

  /** Takes what an answer in JSON, or in lines of it, names. */
  learn(template: string, text: string): void {
    for (const line of text.split("\n")) {
      try {
        this.#walk(JSON.parse(line), answeredKindOf(template));
      } catch {
        // Not JSON, so it names nothing.
      }
    }
  }

  #walk(value: unknown, kind: string): void {
    if (Array.isArray(value)) for (const one of value) this.#walk(one, kind);
    else if (typeof value === "object" && value !== null)
      this.#learnObject(value as Record<string, unknown>, kind);
  }

  #learnObject(object: Record<string, unknown>, kind: string): void {
    const { id, addresses, policy, version } = object;
    if (typeof id === "string")
      this.add(typeof object["type"] === "string" ? object["type"] : kind, id);
    if (typeof id === "string" && kind === "contact" && Array.isArray(addresses))
      this.#contacts.set(id, { id, addresses: addresses.map(String) });
    if (typeof policy === "object" && policy !== null && typeof version === "number")
      if (version >= (this.policy?.version ?? 0)) this.policy = { settings: policy, version };
    for (const [key, inner] of Object.entries(object)) {
      if (typeof inner !== "string") this.#walk(inner, key.replace(/s$/, ""));
      else if (key.endsWith("Id")) this.add(key.slice(0, -2), inner);
      else if (["token", "import", "next"].includes(key)) this.add(key, inner);
      // Reasons of scores have codes too; those of pairings expire.
      else if (key === "code" && "expiresAt" in object) this.add(key, inner);
    }
  }
}
