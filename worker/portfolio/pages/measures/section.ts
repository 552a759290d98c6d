/** A part of a document under one heading; `html` is made from our own Markdown at build time. */
export type Section = { id: string; level: 2 | 3; title: string; html: string };
