/**
 * Answers of surveys held elsewhere: a row is one response of one person, with any of NPS, CSAT, CES
 * and the dimensions of trust. Who is not in the book waits.
 */
import { range } from "../../../../shared/contract/requests.ts";
import { dimensionName, metric } from "../../../../shared/contract/fields.ts";
import { trustAnswers, type TrustAnswers } from "../../../../shared/contract/trust-answers.ts";
import type { Field } from "../columns.ts";
import type { Kind } from "../kind.ts";
import { customerField } from "../numbers-of.ts";
import type { RowReader } from "../row-reader.ts";
import { type ReadAnswer, storeAnswers } from "../store-answers.ts";
import { readWho } from "../who.ts";

const asked: readonly Field[] = [
  { name: "nps", form: "text", headers: ["net promoter score", "recommend", "净推荐值", "推荐"] },
  { name: "csat", form: "text", headers: ["satisfaction", "customer satisfaction", "满意度"] },
  { name: "ces", form: "text", headers: ["effort", "customer effort score", "费力度"] },
  {
    name: "professionalism",
    form: "text",
    headers: ["professional trust", "reliability", "职业信任"],
  },
  { name: "expertise", form: "text", headers: ["competence", "专业信任"] },
  { name: "rapport", form: "text", headers: ["relationship", "personal trust", "关系信任"] },
  { name: "benefit", form: "text", headers: ["benefits", "mutual benefit", "利益信任"] },
];

const fields: readonly Field[] = [
  {
    name: "externalId",
    form: "text",
    headers: ["external id", "response id", "respondent id", "反馈编号", "问卷编号", "答卷编号"],
  },
  customerField(),
  {
    name: "address",
    form: "text",
    headers: ["email", "e-mail", "email address", "邮箱", "电子邮箱", "邮件地址"],
  },
  ...asked,
  { name: "comment", form: "text", headers: ["feedback", "remarks", "verbatim", "评论", "意见"] },
  {
    name: "date",
    form: "date",
    headers: ["answered at", "responded at", "end date", "timestamp", "日期", "时间", "时间戳记"],
  },
];

export const answers: Kind = {
  rowsAtOnce: 500,
  fields,
  needs: ["customer", "address"].flatMap((who) =>
    asked.map(({ name }) => ["externalId", who, "date", name]),
  ),
  batch: (setting) => (rows) => storeAnswers(setting, rows, readAnswer),
};

/** Items of one dimension in a cell, as they count: reversed ones are turned round before. */
function readItems(row: RowReader, name: string): number[] | null {
  const items = row
    .key(name)
    ?.split(/[;；\s]+/)
    .filter((item) => item !== "");
  if (items === undefined || items.length === 0) return null;
  // A dimension answered in part comes as its mean alone.
  if (items.length === 1 && /^[1-7](?:\.\d+)?$/.test(items[0]!) && Number(items[0]) <= 7)
    return [Number(items[0])];
  if (items.length > 10 || !items.every((item) => /^[1-7]$/.test(item))) {
    row.refuse(name, "holds no whole numbers from 1 to 7");
    return null;
  }
  return items.map(Number);
}

function readTrust(row: RowReader): TrustAnswers | null {
  const answers: TrustAnswers = {};
  const items: NonNullable<TrustAnswers["items"]> = {};
  for (const name of dimensionName.options) {
    const given = readItems(row, name);
    if (given === null) continue;
    answers[name] = given.reduce((sum, value) => sum + value, 0) / given.length;
    if (given.length > 1) items[name] = given;
  }
  const whole = Object.keys(items).length === 0 ? answers : { ...answers, items };
  const read = trustAnswers.safeParse(whole);
  return read.success ? read.data : null;
}

function readAnswer(row: RowReader): ReadAnswer {
  const scores = metric.options.flatMap((name) => {
    const [least, most] = range[name];
    const value = row.whole(name, least, most);
    return value === null ? [] : [{ metric: name, value }];
  });
  const trust = readTrust(row);
  if (scores.length === 0 && trust === null) row.refuse("nps", "nothing is answered");
  return {
    responseId: row.needKey("externalId", 400),
    ...readWho(row),
    occurredAt: row.date("date"),
    given: { scores, trust, comment: row.note("comment", 2000) },
  };
}
