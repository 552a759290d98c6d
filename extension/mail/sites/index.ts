/** The webmails that are known as data, and all descriptions that are built in. */
import type { Description } from "../../../shared/contract/webmail.ts";
import { isOf } from "../described/described.ts";
import { gmailDescription } from "../gmail/description.ts";
import { roundcubeDescription } from "../roundcube/description.ts";
import { sogoDescription } from "../sogo/description.ts";
import { fastmail } from "./fastmail.ts";
import { netease } from "./netease.ts";
import { outlook } from "./outlook.ts";
import { proton } from "./proton.ts";
import { qqFramed } from "./qq-framed.ts";
import { qq } from "./qq.ts";
import { yahoo } from "./yahoo.ts";

export const sites: readonly Description[] = [
  fastmail,
  netease,
  outlook,
  proton,
  qq,
  qqFramed,
  yahoo,
];

/**
 * Every description that is built in: also that of a webmail which has code of its own beside it.
 */
export const builtIn: readonly Description[] = [
  ...sites,
  gmailDescription,
  roundcubeDescription,
  sogoDescription,
];

/** The description of a webmail that is read by it alone, for a host; null where there is none. */
export function siteOf(hostname: string): Description | null {
  return sites.find((site) => isOf(site, hostname)) ?? null;
}
