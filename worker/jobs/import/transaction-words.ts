/** The words of an export that say what a line of it is, and what became of it. */
import { words } from "./kind.ts";
import type { RowReader } from "./row-reader.ts";

const cancelled = [
  "canceled", "cancellation", "cancel", "void", "voided", "annulled", "rejected", "declined", "failed", "expired", "deleted", "reversed out", "abandoned",
  "storno", "storniert", "abgebrochen", "annule", "annulé", "annulée", "cancelado", "cancelada", "anulado", "anulada", "annullato", "geannuleerd",
  "取消", "已取消", "交易关闭", "已关闭", "关闭", "作废", "已作废", "撤销", "已撤销", "失败", "交易失败", "キャンセル", "取消済", "취소",
];
const refund = [
  "refunded", "refunds", "return", "returned", "returns", "credit", "credit note", "credit memo", "credit invoice", "chargeback", "charge back", "reversal", "rma",
  "gutschrift", "erstattung", "retoure", "rückerstattung", "remboursement", "remboursé", "avoir", "retour", "reembolso", "devolución", "devolucion", "rimborso", "reso", "nota de crédito",
  "退款", "退货", "退货单", "退款单", "销售退货", "退貨", "已退款", "已退货", "红字", "红字发票", "红冲", "返品", "返金", "환불", "반품",
];
const open = [
  "draft", "quote", "quotation", "proforma", "pro forma", "pending", "pending payment", "awaiting payment", "unpaid", "on hold", "hold", "estimate", "abandoned checkout",
  "entwurf", "angebot", "offen", "en attente", "brouillon", "pendiente", "borrador", "待付款", "未付款", "待支付", "未支付", "草稿", "报价", "待处理", "待审核", "未完成",
];

/** What a line is, by a column of types. */
const types = words({
  purchase: [
    "sale", "sales", "sold", "order", "orders", "invoice", "purchases", "buy", "charge", "sales order", "sales invoice", "sales receipt", "receipt", "debit", "pos", "standard", "normal",
    "verkauf", "rechnung", "auftrag", "bestellung", "kauf", "vente", "facture", "commande", "achat", "venta", "factura", "pedido", "compra", "vendita", "fattura", "verkoop", "factuur",
    "购买", "销售", "消费", "销售单", "订单", "普通订单", "正常", "销售出库", "銷售", "購買", "売上", "販売", "購入", "판매", "구매",
  ],
  refund,
  renewal: ["renew", "renewed", "subscription", "recurring", "verlängerung", "abonnement", "abo", "renouvellement", "renovación", "suscripción", "续费", "续约", "续订", "更新", "갱신"],
  cancelled, open,
});

/** What became of it, by a column of statuses. */
const statuses = words({
  complete: [
    "completed", "paid", "closed", "done", "finished", "fulfilled", "shipped", "delivered", "processing", "processed", "settled", "succeeded", "success", "successful", "invoiced", "approved",
    "confirmed", "posted", "ok", "active", "received", "booked", "captured", "active order", "in transit", "dispatched", "won",
    "abgeschlossen", "bezahlt", "geliefert", "versandt", "erledigt", "verbucht", "terminé", "payé", "livré", "expédié", "completado", "pagado", "entregado", "enviado", "pagato", "betaald", "voltooid",
    "完成", "已完成", "交易成功", "交易完成", "成功", "已付款", "已支付", "已发货", "已签收", "已收货", "已结算", "已开票", "已审核", "已确认", "已成交", "待发货", "待收货", "完了", "入金済", "発送済", "완료",
  ],
  cancelled, refunded: refund, open,
});

export type TransactionKind = "purchase" | "refund" | "renewal";
/** A line counts, or says that nothing came about, or that what was bought has been given back as a whole. */
export type TransactionStatus = "counted" | "cancelled" | "refunded" | "open";

const notCounted: Readonly<Record<Exclude<TransactionStatus, "counted">, string>> = {
  cancelled: "cancelled", refunded: "bought and given back", open: "not paid or not confirmed yet",
};

/**
 * Reads the columns `kind` and `status`: a word that neither knows is refused. A row that does not count is left out with its
 * reason; one that is a refund by its kind or its sign counts as one, whatever "refunded" stands beside it.
 */
export function readKind(row: RowReader, amount: number): { kind: TransactionKind; status: TransactionStatus } {
  const type = row.word("kind", types, "purchase");
  const state = row.word("status", statuses, "complete");
  const kind = type === "refund" || amount < 0 ? "refund" : type === "renewal" ? "renewal" : "purchase";
  let status: TransactionStatus = "counted";
  if (type === "cancelled" || type === "open") status = type;
  else if (state === "cancelled" || state === "open") status = state;
  else if (state === "refunded" && kind !== "refund") status = "refunded";
  if (status !== "counted") row.leaveOut(type === "cancelled" || type === "open" ? "kind" : "status", `left out: ${notCounted[status]}`);
  return { kind, status };
}

/** Header names of the two columns. */
export const kindHeaders = {
  headers: ["transaction type", "transaction kind", "transactiontype", "document type", "doc type", "order type", "invoice type", "entry type", "line type", "sale type", "sales type", "record type",
    "交易类型", "订单类型", "单据类型", "业务类型", "销售类型", "belegart", "vorgangsart", "取引種別"],
  loose: [["type", "类型", "種別", "art", "typ", "tipo"]],
};
export const statusHeaders = {
  headers: ["order status", "payment status", "financial status", "transaction status", "invoice status", "order state", "payment state", "sale status", "交易状态", "订单状态", "付款状态", "支付状态", "单据状态"],
  loose: [["status", "state", "状态", "状況", "estado", "statut", "stato"]],
};
