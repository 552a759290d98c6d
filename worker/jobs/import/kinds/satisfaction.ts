/** Satisfaction responses: NPS, CSAT and CES, each with an id of its own. */
import { v7 as newId } from "uuid";
import { range } from "../../../../shared/contract/requests.ts";
import { at } from "../../../security/places.ts";
import { addResponses, knownResponses } from "../../../store/imports/satisfaction.ts";
import { storeFacts } from "../facts.ts";
import { words, type Kind } from "../kind.ts";
import { customerField } from "../numbers-of.ts";
import { readWho } from "../who.ts";

const metrics = words({
  nps: ["net promoter score", "recommend", "净推荐值", "推荐"],
  csat: ["satisfaction", "customer satisfaction", "满意度"],
  ces: ["effort", "customer effort score", "费力度"],
});
const sources = words({
  customer: ["client", "survey", "客户"],
  rep: ["agent", "staff", "sales", "observed", "员工", "销售", "客服"],
});

export const satisfaction: Kind = {
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
    { name: "metric", form: "text", headers: ["measure", "survey type", "type", "指标", "类型"] },
    {
      name: "value",
      form: "text",
      headers: ["score", "rating", "answer", "review score", "分数", "评分", "得分"],
    },
    {
      name: "comment",
      form: "text",
      headers: ["feedback", "remarks", "verbatim", "评论", "意见", "留言", "备注"],
    },
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
  needs: [
    ["externalId", "customer", "metric", "value", "date"],
    ["externalId", "address", "metric", "value", "date"],
  ],

  batch: (setting) => (rows) =>
    storeFacts(setting, rows, {
      read(row) {
        if (row.key("metric") === null) row.refuse("metric", "missing");
        const metric = row.word("metric", metrics, "nps");
        const [least, most] = range[metric];
        const value = row.whole("value", least, most);
        if (value === null) row.refuse("value", "missing");
        // A survey's export has no column for this: who answered is the customer.
        const source = row.word("source", sources, "customer");
        return {
          externalId: row.needKey("externalId"),
          ...readWho(row),
          metric,
          value: value ?? 0,
          source,
          occurredAt: row.date("date"),
          comment: row.note("comment", 2000),
        };
      },
      known: knownResponses,
      async store(facts) {
        const sealed = await Promise.all(
          facts.map(async (fact) => {
            const id = newId();
            return {
              ...fact,
              id,
              commentSealed: await fact.keys.seal(
                at("satisfaction_responses.comment_sealed", id),
                fact.comment,
              ),
            };
          }),
        );
        return addResponses(setting.db, sealed, setting.importId, setting.now);
      },
    }),
};
