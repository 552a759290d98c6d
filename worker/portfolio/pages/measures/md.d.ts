/** Markdown files, as `markdown.ts` makes modules of them. */
declare module "*.md" {
  export const sections: import("./section.ts").Section[];
}
