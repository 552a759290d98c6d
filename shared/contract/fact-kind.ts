/** Kinds of facts that a customer's timeline can be opened at, each by its first type. */
export type FactKind = "transaction" | "interaction" | "satisfaction";
