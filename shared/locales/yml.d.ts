/** Locale files, as `plugin.ts` makes modules of them. */
declare module "*.yml" {
  type Messages = { readonly [key: string]: string | Messages };
  export const manifest: Messages;
  export const panel: Messages;
  export const charts: Messages;
  export const codes: Messages;
  export const content: Messages;
  export const shortcuts: Messages;
  export const pages: Messages;
  export const popup: Messages;
  export const options: Messages;
  export const welcome: Messages;
  export const portfolio: Messages;
  export const signIn: Messages;
  export const nav: Messages;
  export const measures: Messages;
  export const customers: Messages;
  export const today: Messages;
  export const customer: Messages;
  export const override: Messages;
  export const dashboards: Messages;
  export const review: Messages;
  export const policy: Messages;
}
