/** The webmails that are known as data. */
import type { Description } from "../../../shared/contract/webmail.ts";
import { isOf } from "../described.ts";
import { fastmail } from "./fastmail.ts";
import { netease } from "./netease.ts";
import { outlook } from "./outlook.ts";
import { proton } from "./proton.ts";
import { qqFramed } from "./qq-framed.ts";
import { qq } from "./qq.ts";
import { yahoo } from "./yahoo.ts";

export const sites: readonly Description[] = [fastmail, netease, outlook, proton, qq, qqFramed, yahoo];

/** The description for a host; null where there is none. */
export function siteOf(hostname: string): Description | null {
  return sites.find((site) => isOf(site, hostname)) ?? null;
}
