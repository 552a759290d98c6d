/** Rules of actions that make more of a relationship in good order. */
import { active, because, bought, isContact, newest, type Rule } from "../action-rule.ts";
import { fromCustomer } from "../../engagement.ts";
import { daysSince, daysSinceLast, newestOf } from "../situation.ts";
import { clockDayIn } from "../../../time/days.ts";

export const askReferral: Rule = (s) => {
  if (bought(s) === 0 || !active(s)) return null;
  const said = newest(s, "customer", 90);
  if (said && said.points >= 90)
    return {
      code: "promoter",
      parameters: { metric: said.metric, value: said.value, days: said.days },
    };
  const sure = (s.trust.low ?? 0) >= 70;
  return because(sure && !(said && said.points < 70), "trusts_us", {
    score: Math.round(s.trust.score ?? 0),
  });
};

export const onboardingCheckIn: Rule = (s) => {
  if (s.lifecycle.stage !== "new") return null;
  const first = s.facts.transactions.reduce((at, t) => Math.min(at, t.occurredAt), Infinity);
  const quiet = !s.facts.interactions.some((i) => isContact(i) && i.occurredAt > first);
  const days = daysSince(first, s.now, s.zone);
  return because(quiet && days >= 3 && days <= 90, "new_customer", { days, purchases: bought(s) });
};

/**
 * The category that customers like them went on to buy; where the book knows none, that they buy
 * fewer categories than others.
 */
export const crossSell: Rule = (s) => {
  const { length: categories } = s.measures.categories;
  const breadth = Math.round(s.categoryBreadth ?? 0);
  if (s.lifecycle.stage !== "growing" && s.lifecycle.stage !== "mature") return null;
  if (s.affinity?.backTest) {
    const { category, because: had, backTest } = s.affinity;
    const told = { category, share: backTest.rate, customers: backTest.customers };
    return had === null
      ? { code: "bought_most", parameters: { ...told, days: backTest.days } }
      : { code: "bought_next", parameters: { ...told, days: backTest.days, because: had } };
  }
  return because(categories > 0 && categories < breadth, "open_categories", {
    categories,
    typical: breadth,
  });
};

/** Fewer orders than this are no relationship to review. */
const REVIEW_FROM = 3;

export const executiveReview: Rule = (s) => {
  if (s.tier !== "high" || s.lifecycle.stage === "churned" || bought(s) < REVIEW_FROM) return null;
  const days = daysSinceLast(s.facts.interactions, s, (i) => i.kind === "meeting");
  if (days === null) return { code: "never_met", parameters: { purchases: bought(s) } };
  return because(days > 180, "no_meeting", { days });
};

/**
 * Suits small customers in good order, and those who left but may remember us, for it costs next to
 * nothing.
 */
export const lowTouchOffer: Rule = (s) => {
  const { stage, silenceDays } = s.lifecycle;
  const [days, purchases] = [silenceDays ?? 0, bought(s)];
  if (stage === "churned")
    return because(s.tier !== "high" && days <= 730, "lapsed", {
      days,
      purchases,
      totalAmount: s.measures.rfm?.total ?? 0,
    });
  return because(
    s.tier === "low" && (stage === "mature" || stage === "growing" || stage === "won_back"),
    "small_but_steady",
    { purchases, days },
  );
};

export const selfService: Rule = (s) => {
  if (s.tier !== "low") return null;
  const contacts = s.facts.interactions.filter(
    (i) => fromCustomer(i) && daysSince(i.occurredAt, s.now, s.zone) < 90,
  ).length;
  return because(contacts >= 5, "many_contacts", { contacts, days: 90 });
};

/**
 * Somebody who never bought: they got in touch, they wait for an answer, or they are new and nobody
 * has said hello.
 */
export const welcomeProspect: Rule = (s) => {
  if (s.lifecycle.stage !== "prospect") return null;
  const days = daysSinceLast(s.facts.interactions, s, fromCustomer);
  const known = Math.max(0, clockDayIn(s.zone, s.now) - clockDayIn(s.zone, s.facts.createdAt));
  const last = newestOf(s.facts.interactions, isContact);
  if (last === -Infinity) return because(known <= 90, "new_prospect", { days: known });
  if (days === null) return null;
  const waiting = newestOf(s.facts.interactions, fromCustomer) === last;
  return (
    because(days <= 30, "prospect_in_touch", { days }) ??
    because(days <= 180 && waiting, "prospect_waiting", { days })
  );
};
