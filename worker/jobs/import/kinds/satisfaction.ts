/** Satisfaction responses: NPS, CSAT and CES, each with an id of its own. */
import { v7 as newId } from "uuid";
import { range } from "../../../../shared/contract/requests.ts";
import { at } from "../../../security/places.ts";
import { importedSatisfaction } from "../../../store/imports/satisfaction.ts";
import { storeFacts } from "../facts.ts";
import { words, type Kind } from "../kind.ts";
import { readResponse, responseFields } from "./response-fields.ts";

const metrics = words({
  nps: ["net promoter score", "recommend", "净推荐值", "推荐"],
  csat: ["satisfaction", "customer satisfaction", "满意度"],
  ces: ["effort", "customer effort score", "费力度"],
});

export const satisfaction: Kind = {
  rowsAtOnce: 2000,
  fields: responseFields([
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
  ]),
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
        return {
          ...readResponse(row),
          metric,
          value: value ?? 0,
          comment: row.note("comment", 2000),
        };
      },
      known: importedSatisfaction.known,
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
        return importedSatisfaction.add(setting.db, sealed, setting.importId, setting.now);
      },
    }),
};
