/** Every source, by the names of its files. `npm run new:source NAME` adds one. */
import { espocrm } from "./espocrm.ts";
import { fxiaoke } from "./fxiaoke.ts";
import { hubspot } from "./hubspot.ts";
import { mailchimp } from "./mailchimp.ts";
import { odoo } from "./odoo.ts";
import { salesforce } from "./salesforce.ts";
import { shopify } from "./shopify.ts";
import type { Source } from "./source.ts";
import { woocommerce } from "./woocommerce.ts";
import { zoho } from "./zoho.ts";

export const sources: readonly Source[] = [
  shopify,
  woocommerce,
  hubspot,
  zoho,
  salesforce,
  fxiaoke,
  odoo,
  espocrm,
  mailchimp,
];
