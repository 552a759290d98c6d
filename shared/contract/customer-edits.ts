/** Edits of a customer by hand, and the people who may own one. */
import { z } from "@hono/zod-openapi";
import { id, note, telephone, text } from "./fields.ts";

/** A language as BCP 47 writes it; kept in lower case, regions in upper case. */
export const language = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/)
  .overwrite((tag) => {
    try {
      return Intl.getCanonicalLocales(tag)[0] ?? tag;
    } catch {
      return tag;
    }
  })
  .openapi({ example: "de" });

export const editFields = ["name", "segment", "owner", "language", "notes", "phone"] as const;
export type EditField = (typeof editFields)[number];

/** A new value of one field; null takes the old one away. */
export const newEdit = z
  .discriminatedUnion("field", [
    z.strictObject({ field: z.literal("name"), value: text(200) }),
    z.strictObject({ field: z.literal("segment"), value: text(80).nullable() }),
    /** A user's id. */
    z.strictObject({ field: z.literal("owner"), value: id.nullable() }),
    z.strictObject({ field: z.literal("language"), value: language.nullable() }),
    z.strictObject({ field: z.literal("notes"), value: note(4000).nullable() }),
    z.strictObject({ field: z.literal("phone"), contactId: id, value: telephone.nullable() }),
  ])
  .openapi("NewEdit");
export type NewEdit = z.infer<typeof newEdit>;

/** Details kept of a customer beside the card, as they hold now. */
export const details = z.strictObject({
  owner: z.strictObject({ id, name: z.string().nullable() }).nullable(),
  language: z.string().nullable(),
  notes: z.string().nullable(),
});
export type Details = z.infer<typeof details>;

/** Those who sign in; of one without a name, the local part of their address. */
export const users = z
  .strictObject({ users: z.array(z.strictObject({ id, name: z.string().nullable() })) })
  .openapi("Users");
export type Users = z.infer<typeof users>;

/** Segments that customers are in, by their texts. */
export const segments = z.strictObject({ segments: z.array(z.string()) }).openapi("Segments");
