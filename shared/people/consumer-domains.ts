/** Domains where anyone may have an address, so that sharing one says nothing about a company. */

/** Providers with a domain in many countries: the first label alone tells. */
const families = new Set(
  (
    "yahoo ymail rocketmail hotmail outlook live msn gmx aol yandex icloud protonmail mail2world " +
    "btinternet tutanota zohomail mailfence"
  ).split(" "),
);

const single = new Set(
  `
gmail.com googlemail.com me.com mac.com aim.com verizon.net proton.me pm.me tuta.com tuta.io
tutamail.com keemail.me
fastmail.com fastmail.fm hey.com hushmail.com zoho.com mail.com email.com usa.com post.com inbox.com
mailbox.org posteo.de posteo.net
duck.com mozmail.com privaterelay.appleid.com simplelogin.com
comcast.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
optonline.net frontier.com windstream.net
qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com sina.com
sina.cn vip.sina.com sohu.com
139.com 189.cn wo.cn 21cn.com tom.com aliyun.com 263.net china.com
naver.com hanmail.net daum.net kakao.com nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp au.com
nifty.com biglobe.ne.jp
web.de freenet.de t-online.de arcor.de online.de 1und1.de email.de bluewin.ch hispeed.ch sunrise.ch
chello.at aon.at
orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr skynet.be telenet.be
proximus.be
libero.it virgilio.it tiscali.it alice.it tin.it tim.it telefonica.net terra.es terra.com.br
uol.com.br bol.com.br ig.com.br globo.com sapo.pt
mail.ru bk.ru inbox.ru list.ru internet.ru ya.ru rambler.ru lenta.ru ukr.net i.ua meta.ua
wp.pl o2.pl onet.pl op.pl interia.pl gazeta.pl poczta.onet.pl seznam.cz centrum.cz email.cz post.cz
azet.sk freemail.hu citromail.hu abv.bg
blueyonder.co.uk ntlworld.com virginmedia.com sky.com talktalk.net tiscali.co.uk eircom.net
ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl hetnet.nl telia.com spray.se online.no getmail.no
mail.dk
rediffmail.com sify.com bigpond.com optusnet.com.au iinet.net.au xtra.co.nz rogers.com shaw.ca
sympatico.ca telus.net
walla.com walla.co.il mail.bg inbox.lv mail.ee
`
    .trim()
    .split(/\s+/),
);

/**
 * Returns whether a domain gives addresses to the public ("gmail.com", "yahoo.co.jp"), where a
 * shared domain is no shared employer.
 * @param domain lower-case ASCII
 */
export function isConsumer(domain: string): boolean {
  if (single.has(domain)) return true;
  const family = /^([a-z0-9]+)\.(?:(?:com?|net|org)\.)?[a-z]{2,3}$/.exec(domain)?.[1];
  return family !== undefined && families.has(family);
}
