/** Names of people, compared however they are written. */
import { skeleton } from "./look-alike.ts";

/** Said of a person beside their name, before it or behind it. */
const titles = new Set(
  (
    "dr prof mr mrs ms miss mx sir dame herr frau mme mlle jr sr esq phd msc mba md ceo cfo coo " +
    "cto cmo cio vp"
  ).split(" "),
);
const called = /(?:先生|女士|小姐|[总總副]*[经經]理|老[师師]|博士|教授|様|さん|님|씨)$/u;
/** Words in brackets are of the person or their company, unless they say by whom the mail came. */
const bracketed = /\((?!\s*via\b)[^()]*\)|\[[^[\]]*\]|[【「][^【】「」]*[】」]/giu;
/** Between a name and more; also between a family's name and a given one. */
const between = /[,;|@·•]|\s[-–—/~]\s/u;
const eastern = /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}ー]+$/u;

/**
 * Common family names of Chinese and Korean people: they tell which of two words of one length is
 * the family's.
 */
const families = new Set([
  ..."王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾萧蕭肖田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚",
  ..."沈钟鍾姜崔谭譚陆陸范汪廖石金贾賈夏韦韋付方邹鄒熊白孟秦邱侯江尹薛闫閆雷龙龍史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常汤湯",
  ..."김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추",
  ..."欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 端木 남궁 황보 제갈 선우".split(
    " ",
  ),
]);

const wordsOf = (text: string) =>
  (text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
    .map((word) => word.replace(called, ""))
    .filter((word) => word !== "");
/** Without titles and initials, for which one is as good as none. */
const telling = (words: string[]) =>
  words.filter((word) => !titles.has(word) && (word.length > 1 || eastern.test(word)));

/**
 * The readings of a name in an eastern script. The order of its letters is the name: 王小明 and
 * 明小王 are two people. With a space either word may be the family's: the shorter one is, else the
 * one that is a family name; where neither tells, as written first.
 */
function easternForms(words: string[]): string[] {
  const written = words.join("");
  if (Array.from(written).length < 2) return [];
  const [first = "", second = "", ...more] = words;
  if (second === "" || more.length > 0) return [written];
  const lengths = Array.from(second).length - Array.from(first).length;
  const tells =
    lengths === 0 ? Number(families.has(first)) - Number(families.has(second)) : lengths;
  return tells === 0 ? [written, second + first] : [tells > 0 ? written : second + first];
}

const isEastern = (words: string[]) => words.every((word) => eastern.test(word));

function formsOf(text: string): string[] {
  const words = wordsOf(text);
  const real = telling(words);
  if (isEastern(words)) return easternForms(words);
  const used = real.length > 1 ? real : words;
  return used.length > 1 ? [used.map(skeleton).sort().join(" ")] : [];
}

/**
 * The whole of a name, and its part before a post or the given name where that may be a full name
 * by itself.
 */
function readingsOf(name: string): string[] {
  const plain = name
    .slice(0, 500)
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}'’`"“”]/gu, "")
    .replace(/\S*@\S+/gu, " ")
    .replace(bracketed, " ");
  const [first = "", ...more] = plain.split(between);
  return more.length > 0 && telling(wordsOf(first)).length > 1 ? [plain, first] : [plain];
}

/**
 * Every full name that a text may mean, the whole of it first: behind "Dana Harlow," stands a post,
 * behind "Harlow," a given name. Each in one order and spelling, without titles, initials and what
 * stands in brackets. For comparing with those of another text.
 */
export function fullNames(name: string): string[] {
  return [...new Set(readingsOf(name).flatMap(formsOf))];
}

/**
 * Eastern names as indexes made until November 2026 hold them: their letters in no order. Only for
 * finding such an index; what is found must be compared by `fullNames` before it counts.
 */
export function sortedNames(name: string): string[] {
  const words = readingsOf(name).map(wordsOf).filter(isEastern);
  return [...new Set(words.map((each) => Array.from(each.join("")).sort().join("")))].filter(
    (letters) => letters.length > 1,
  );
}

/**
 * A full name in one order and spelling: "Harlow, Dana", "DANA HARLOW", "Dr. Dana M. Harlow" and
 * one with a Cyrillic а are "Dana Harlow".
 * @returns null when it is too short to tell one person from another, or is an address
 */
export function fullName(name: string): string | null {
  return fullNames(name)[0] ?? null;
}
