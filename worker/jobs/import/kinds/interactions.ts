/** Interactions: what happened with a customer elsewhere, each with an id of its own. */
import { v7 as newId } from "uuid";
import { at } from "../../../security/places.ts";
import { importedInteractions } from "../../../store/imports/interactions.ts";
import { subjectsAreLogged } from "../../../store/policy.ts";
import { storeFacts } from "../facts.ts";
import { words, type Kind } from "../kind.ts";
import { customerField } from "../numbers-of.ts";
import { readWho } from "../who.ts";

const kinds = words({
  email: ["e-mail", "mail", "邮件", "电子邮件"],
  call: ["phone", "phone call", "telephone", "电话", "通话"],
  meeting: ["visit", "appointment", "会议", "拜访", "会面"],
  chat: ["im", "message", "wechat", "whatsapp", "聊天", "微信"],
  event: ["webinar", "fair", "活动", "展会"],
  social: ["social media", "社交", "社交媒体"],
  case: ["ticket", "support", "service case", "complaint", "工单", "服务", "投诉"],
  note: ["memo", "comment", "备注", "笔记", "记录"],
});
const directions = words({
  in: ["inbound", "incoming", "received", "from customer", "收到", "来", "呼入", "接收"],
  out: ["outbound", "outgoing", "sent", "to customer", "发出", "去", "呼出", "发送"],
  none: ["n/a", "internal", "无"],
});

export const interactions: Kind = {
  rowsAtOnce: 2000,
  fields: [
    {
      name: "externalId",
      form: "text",
      headers: ["external id", "interaction id", "activity id", "互动编号", "活动编号"],
      loose: [["id", "编号"]],
    },
    customerField(),
    {
      name: "address",
      form: "text",
      headers: [
        "email",
        "e-mail",
        "email address",
        "contact email",
        "邮箱",
        "电子邮箱",
        "邮件地址",
      ],
    },
    {
      name: "kind",
      form: "text",
      headers: ["type", "channel", "interaction type", "activity type", "类型", "渠道", "互动类型"],
    },
    { name: "direction", form: "text", headers: ["in out", "方向"] },
    {
      name: "date",
      form: "date",
      headers: [
        "occurred at",
        "datetime",
        "timestamp",
        "activity date",
        "time",
        "日期",
        "时间",
        "发生时间",
      ],
    },
    { name: "subject", form: "text", headers: ["title", "topic", "主题", "标题"] },
    {
      name: "note",
      form: "text",
      headers: ["notes", "description", "comment", "body", "备注", "内容", "说明"],
    },
    { name: "minutes", form: "text", headers: ["duration", "duration minutes", "分钟", "时长"] },
  ],
  needs: [
    ["externalId", "customer", "date", "kind"],
    ["externalId", "address", "date", "kind"],
  ],

  batch: (setting) => (rows) =>
    storeFacts(setting, rows, {
      read(row) {
        if (row.key("kind") === null) row.refuse("kind", "missing");
        const direction = row.word("direction", directions, "none");
        return {
          externalId: row.needKey("externalId"),
          ...readWho(row),
          kind: row.word("kind", kinds, "note"),
          direction: direction === "none" ? null : direction,
          occurredAt: row.date("date"),
          subject: row.text("subject", 998),
          note: row.note("note", 4000),
          minutes: row.whole("minutes", 0, 1440),
        };
      },
      known: importedInteractions.known,
      async store(facts) {
        const subjects = await subjectsAreLogged(setting.db);
        const sealed = await Promise.all(
          facts.map(async (fact) => {
            const id = newId();
            const [subjectSealed, noteSealed] = await Promise.all([
              fact.keys.seal(at("interactions.subject_sealed", id), subjects ? fact.subject : null),
              fact.keys.seal(at("interactions.note_sealed", id), fact.note),
            ]);
            return { ...fact, id, subjectSealed, noteSealed };
          }),
        );
        return importedInteractions.add(setting.db, sealed, setting.importId, setting.now);
      },
    }),
};
