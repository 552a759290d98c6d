/** Hosts. The kind: every host under which the software of a described site is served. */
import { expect, test } from "vitest";
import { siteOf } from "../../../extension/mail/sites/index.ts";

test.each([
  ["exmail.qq.com", "qq-framed"],
  ["mail.qq.com", "qq-framed"],
  ["wx.mail.qq.com", "qq"],
  ["mailh.qiye.163.com", "netease"],
  ["mailhz.qiye.163.com", "netease"],
  ["vip.163.com", "netease"],
  ["webmail.vip.163.com", "netease"],
  ["mail.188.com", "netease"],
  ["mail.aol.com", "yahoo"],
  ["partner.outlook.cn", "outlook"],
  ["outlook.office365.us", "outlook"],
])("%s is %s's", (host, webmail) => {
  expect(siteOf(host)?.webmail).toBe(webmail);
});

test.each([
  ["evil-vip.163.com.example"],
  ["notmail.aol.com.example"],
  ["outlook.cn"],
  ["163.com"],
  ["exmail.qq.com.example"],
])("%s is nobody's", (host) => {
  expect(siteOf(host)).toBeNull();
});
