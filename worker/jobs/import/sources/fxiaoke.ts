/**
 * Fxiaoke's (纷享销客) exports of accounts, contacts, orders, returns and follow-ups. An export has
 * the labels of fields; the interface has their names, and both are read.
 */
import { column, constant, filled, numbered, type Source, words } from "./source.ts";

const ids = ["客户编号", "account_no", "客户ID", "account_id"];
const account = numbered("fxiaoke", column(...ids));
const follow = words(
  column("跟进类型", "互动类型", "interactive_types"),
  {
    电话: "call",
    电话沟通: "call",
    电话跟进: "call",
    拜访: "meeting",
    上门拜访: "meeting",
    客户拜访: "meeting",
    会议: "meeting",
    面谈: "meeting",
    邮件: "email",
    微信: "chat",
    企业微信: "chat",
    qq: "chat",
    短信: "chat",
    活动: "event",
  },
  "note",
);

export const fxiaoke: Source = {
  name: "fxiaoke",
  label: "纷享销客",
  files: [
    {
      name: "accounts",
      tells: [
        ids,
        ["客户名称", "name"],
        ["客户级别", "account_level", "客户来源", "account_source", "成交状态", "deal_status"],
        ["负责人", "owner", "归属部门", "data_own_department"],
      ],
      never: ["联系人姓名", "订单金额", "销售订单编号"],
      makes: [
        {
          kind: "customers",
          fields: {
            externalId: account,
            name: column("客户名称", "name"),
            kind: constant("company"),
            segment: column("客户类型", "account_type", "行业", "industry_level1"),
          },
        },
      ],
    },
    {
      name: "contacts",
      tells: [ids, ["联系人姓名", "姓名"], ["邮件", "邮箱", "电子邮件", "email"]],
      makes: [
        {
          kind: "contacts",
          when: filled(column("邮件", "邮箱", "电子邮件", "email")),
          fields: {
            externalId: numbered("fxiaoke", column("联系人编号", "联系人ID", "唯一性ID")),
            customer: account,
            name: column("联系人姓名", "姓名"),
            address: column("邮件", "邮箱", "电子邮件", "email"),
            telephone: column("手机", "电话", "手机1", "电话1", "mobile1", "tel1"),
          },
        },
      ],
    },
    {
      name: "orders",
      tells: [
        ids,
        ["销售订单编号", "订单编号", "name"],
        ["下单日期", "下单时间", "order_time"],
        ["销售订单金额(元)", "销售订单金额", "订单金额", "order_amount"],
      ],
      makes: [
        {
          kind: "transactions",
          fields: {
            order: numbered("fxiaoke", column("销售订单编号", "订单编号", "name")),
            customer: account,
            date: column("下单日期", "下单时间", "order_time"),
            amount: column("销售订单金额(元)", "销售订单金额", "订单金额", "order_amount"),
            currency: column("币种", "mc_currency"),
            status: words(
              column("生命状态", "订单状态", "life_status"),
              {
                正常: "completed",
                normal: "completed",
                变更中: "completed",
                "in change": "completed",
                已确认: "completed",
                已完成: "completed",
                作废: "cancelled",
                invalid: "cancelled",
                未生效: "pending",
                ineffective: "pending",
                审核中: "pending",
                "under review": "pending",
              },
              "completed",
            ),
          },
        },
      ],
    },
    {
      name: "returns",
      tells: [
        ids,
        ["退货单编号", "name"],
        ["退货单金额(元)", "退货单金额", "退货金额", "returned_goods_inv_amount"],
        ["退货时间", "退货日期", "returned_goods_time"],
      ],
      makes: [
        {
          kind: "transactions",
          fields: {
            order: numbered("fxiaoke", column("退货单编号", "name")),
            customer: account,
            date: column("退货时间", "退货日期", "returned_goods_time"),
            amount: column("退货单金额(元)", "退货单金额", "退货金额", "returned_goods_inv_amount"),
            currency: column("币种", "mc_currency"),
            kind: constant("refund"),
            original: numbered("fxiaoke", column("销售订单编号", "订单编号", "order_id")),
          },
        },
      ],
    },
    {
      name: "follow-ups",
      tells: [
        ids,
        ["跟进记录编号", "记录编号", "唯一性ID", "_id"],
        ["跟进类型", "互动类型", "interactive_types"],
        ["跟进内容", "销售记录内容", "active_record_content"],
        ["跟进时间", "创建时间", "create_time"],
      ],
      makes: [
        {
          kind: "interactions",
          fields: {
            externalId: numbered("fxiaoke", column("跟进记录编号", "记录编号", "唯一性ID", "_id")),
            customer: account,
            kind: follow,
            date: column("跟进时间", "创建时间", "create_time"),
            note: column("跟进内容", "销售记录内容", "active_record_content"),
          },
        },
      ],
    },
  ],
};
