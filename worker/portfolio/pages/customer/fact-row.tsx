/** One fact in a line: its day, its kind, and what it says. */
import type { Fact } from "../../../../shared/contract/answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { Icon, type IconName } from "../../../../shared/ui/icons.tsx";
import { useTools, type Tools } from "../../tools.ts";

type Detail = Fact["detail"];
const text = (detail: Detail, key: string): string | null => {
  const value = detail[key];
  return typeof value === "string" ? value : null;
};
const figure = (detail: Detail, key: string): number | null => {
  const value = detail[key];
  return typeof value === "number" ? value : null;
};

const icons: Record<Fact["type"], IconName> = {
  transaction: "event",
  interaction: "email",
  satisfaction: "eye",
  trust: "eye",
  outcome: "check",
  promise: "clock",
  promise_outcome: "clock",
  edit: "note",
  override: "note",
  move: "falls",
  move_decision: "check",
  case: "case",
  case_step: "case",
  case_handover: "case",
};

function iconOf({ type, detail }: Fact): IconName {
  const kind = text(detail, "kind");
  const known = ["email", "call", "meeting", "note", "chat", "event", "social", "case"] as const;
  return (type === "interaction" && known.find((one) => one === kind)) || icons[type];
}

/** Returns the head of a fact: "Order 10481 · £186", "Email from them", "NPS 9, they said". */
function headOf({ type, detail }: Fact, { t, money }: Tools): string {
  switch (type) {
    case "transaction": {
      const kind = text(detail, "kind") ?? "purchase";
      const order = text(detail, "order") ?? "";
      return t(`customer.fact.${kind}`, { order, amount: money(figure(detail, "amount") ?? 0) });
    }
    case "interaction":
      return t(`panel.touches.${text(detail, "direction") ?? "some"}`, {
        kind: text(detail, "kind") ?? "",
      });
    case "satisfaction":
      return t(`customer.fact.${text(detail, "source") ?? "rep"}`, {
        answer: t(`panel.satisfaction.${text(detail, "metric") ?? "csat"}`, {
          value: figure(detail, "value") ?? 0,
        }),
      });
    case "trust":
      return t("customer.fact.trust");
    case "outcome":
      return t(`customer.fact.outcome.${text(detail, "outcome") ?? "done"}`, {
        action: t(`codes.action.${text(detail, "action") ?? ""}`),
      });
    case "override":
      return t("customer.fact.override", {
        tier: text(detail, "tier") ?? "",
        until: text(detail, "until") ?? "",
      });
    case "move":
      return t(`customer.fact.move.${text(detail, "status") ?? "in_force"}`, tiersOf(detail, t));
    case "move_decision":
      return t(`customer.fact.move_decision.${text(detail, "decision") ?? "confirmed"}`, {
        ...tiersOf(detail, t),
        by: text(detail, "by") ?? "…",
      });
    case "case_handover":
      return t("customer.fact.case_handover", { name: text(detail, "owner") ?? "…" });
    case "edit":
      return editHead(detail, t);
    default:
      return t(`customer.fact.${type}.${text(detail, "outcome") ?? "made"}`);
  }
}

/** Returns the tiers that a review moved a customer between, in words. */
const tiersOf = (detail: Detail, t: Tools["t"]) => ({
  from: t(`codes.tier.${text(detail, "from") ?? "unknown"}`),
  to: t(`codes.tier.${text(detail, "to") ?? "unknown"}`),
});

/** Returns the head of an edit: "Segment: Trade", "Owner: nobody", "Notes changed". */
function editHead(detail: Detail, t: Tools["t"]): string {
  const key = text(detail, "field") ?? "unknown";
  const field = t(`customer.edit.field.${key}`);
  const value = text(detail, "value") ?? text(detail, "owner");
  // A withdrawn edit of somebody else has no words.
  if (!("value" in detail) || (key === "notes" && value !== null))
    return t("customer.fact.edit.changed", { field });
  if (value === null) return t("customer.fact.edit.removed", { field });
  return t("customer.fact.edit.set", { field, value: plain(value) });
}

/** The words that a fact carries, if any: subject, note, comment, reason. */
function wordsOf({ detail }: Fact): string[] {
  const isNotes = text(detail, "field") === "notes";
  const keys = ["subject", "note", "comment", "reason", "what", "category"];
  return [...keys, ...(isNotes ? ["value"] : [])].flatMap((key) => {
    const value = text(detail, key);
    return value === null || value === "" ? [] : [plain(value)];
  });
}

/** A withdrawn fact is struck through, and says so. */
export function FactRow({ fact }: { fact: Fact }) {
  const tools = useTools();
  const { t, day, moment } = tools;
  const isWithdrawn = fact.withdrawnAt !== null;
  return (
    <li class={isWithdrawn ? "fact withdrawn" : "fact"}>
      <Icon name={iconOf(fact)} size={16} />
      <div class="grow">
        <p class="strong">{headOf(fact, tools)}</p>
        {wordsOf(fact).map((words) => (
          <p key={words} class="muted" dir="auto">
            {words}
          </p>
        ))}
        {fact.withdrawnAt !== null && (
          <p class="small muted">{t("customer.fact.withdrawn", { date: fact.withdrawnAt })}</p>
        )}
      </div>
      <time class="small muted" dateTime={fact.at} title={moment(fact.at)}>
        {day(fact.at)}
      </time>
    </li>
  );
}
