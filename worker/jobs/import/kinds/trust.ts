/**
 * Answers to the trust questionnaire, 1 (not at all) to 7 (fully) a dimension, each with an id of
 * its own.
 */
import { v7 as newId } from "uuid";
import { dimensionName, type DimensionName } from "../../../../shared/contract/fields.ts";
import { addAnswers, knownAnswers } from "../../../store/imports/trust.ts";
import { storeFacts } from "../facts.ts";
import { words, type Kind } from "../kind.ts";
import { customerField } from "../numbers-of.ts";
import { readWho } from "../who.ts";

const sources = words({
  customer: ["client", "survey", "客户"],
  rep: ["agent", "staff", "sales", "observed", "员工", "销售", "客服"],
});

const headers: Readonly<Record<DimensionName, string[]>> = {
  professionalism: ["professional trust", "reliability", "职业信任"],
  expertise: ["competence", "professional knowledge", "专业信任"],
  rapport: ["relationship", "personal trust", "关系信任"],
  benefit: ["benefits", "mutual benefit", "利益信任"],
};
const dimensions = dimensionName.options;

export const trust: Kind = {
  rowsAtOnce: 2000,
  fields: [
    {
      name: "externalId",
      form: "text",
      headers: ["external id", "response id", "survey id", "反馈编号", "问卷编号"],
      loose: [["id", "编号"]],
    },
    customerField(),
    {
      name: "address",
      form: "text",
      headers: ["email", "e-mail", "email address", "respondent", "邮箱", "电子邮箱", "邮件地址"],
    },
    ...dimensions.map((name) => ({ name, form: "text" as const, headers: headers[name] })),
    { name: "source", form: "text", headers: ["said by", "来源"] },
    {
      name: "date",
      form: "date",
      headers: [
        "occurred at",
        "responded at",
        "response date",
        "datetime",
        "timestamp",
        "answered at",
        "日期",
        "时间",
        "反馈时间",
      ],
    },
  ],
  needs: ["customer", "address"].flatMap((who) =>
    dimensions.map((dimension) => ["externalId", who, dimension, "date"]),
  ),

  batch: (setting) => (rows) =>
    storeFacts(setting, rows, {
      read(row) {
        const given = dimensions
          .map((dimension) => [dimension, row.whole(dimension, 1, 7)] as const)
          .filter(([, value]) => value !== null);
        if (given.length === 0)
          row.refuse(
            dimensions.find((dimension) => row.has(dimension)) ?? "professionalism",
            "no dimension is answered",
          );
        return {
          externalId: row.needKey("externalId"),
          ...readWho(row),
          source: row.word("source", sources, "customer"),
          occurredAt: row.date("date"),
          answers: JSON.stringify(Object.fromEntries(given)),
        };
      },
      known: knownAnswers,
      store: async (facts) =>
        addAnswers(
          setting.db,
          facts.map((fact) => ({ ...fact, id: newId() })),
          setting.importId,
          setting.now,
        ),
    }),
};
