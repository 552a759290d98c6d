/**
 * More about them, folded away until it is asked for: what the relationship is worth and lives
 * from, how steadily they come back, where they stand among all, what came back.
 */
import type { Card, Explanation } from "../../contract/card.ts";
import type { ExplanationKind } from "../explanation-table.tsx";
import { useState } from "preact/hooks";
import { act } from "../guard.ts";
import { Measure, Why } from "./explanation.tsx";
import { Fact } from "./fact.tsx";
import { seen } from "../seen.ts";
import { useWording, type Wording } from "../wording.ts";

type Shown = {
  kind: ExplanationKind;
  label: string;
  value: string;
  why: string;
  explanation: Explanation | null;
};

/** Words of the class, and of the days whose sales it goes by where the card tells them. */
function classWords(
  { class: name, share, windowDays: days }: NonNullable<Card["scores"]["abc"]>,
  t: Wording["t"],
  percent: Wording["percent"],
): string {
  const words = { class: name.toUpperCase(), share: percent(share) };
  return days === undefined
    ? t("panel.standing.share", words)
    : t("panel.standing.shareLately", { ...words, days });
}

/**
 * Returns what is known, in order; each kind of explanation stands here once, so that it names the
 * fact too.
 */
function known(
  { relationship, loyalty, abc, cluster, affinity }: Card["scores"],
  { t, number, percent }: Wording,
): Shown[] {
  const shown: Shown[] = [];
  const add = (
    kind: ExplanationKind,
    value: string,
    why: string,
    explanation: Explanation | null,
  ) => {
    shown.push({ kind, label: t(`panel.standing.${kind}`), value, why, explanation });
  };
  if (relationship.score !== null) {
    add(
      "relationship",
      t("panel.satisfaction.score", { score: number(relationship.score) }),
      t("panel.standing.relationshipWhy"),
      relationship.explanation,
    );
  }
  if (relationship.type !== null) {
    const type = t(`codes.relationship.${relationship.type}`);
    add("type", type, t("panel.standing.typeWhy", { type }), relationship.typeExplanation);
  }
  if (loyalty !== null) {
    // A quarter of a year is the usual period; any other is named by its days.
    const quarters = loyalty.periodDays >= 89 && loyalty.periodDays <= 93;
    const { active, periods, periodDays: days } = loyalty;
    const [every, some] = quarters ? ["everyQuarter", "quarters"] : ["everyPeriod", "periods"];
    add(
      "loyalty",
      t(`panel.standing.${active === periods ? every : some}`, { active, periods, days }),
      t("panel.standing.loyaltyWhy"),
      loyalty.explanation,
    );
  }
  if (cluster !== null) {
    const name = t(`codes.cluster.${cluster.name}`);
    add("cluster", name, t("panel.standing.clusterWhy", { name }), cluster.explanation);
  }
  if (abc !== null) {
    add(
      "abc",
      classWords(abc, t, percent),
      t(`panel.standing.classes.${abc.class}`),
      abc.explanation,
    );
  }
  // Cards written before there was a back-test state what nobody has checked.
  if (affinity?.backTest) {
    const { rate: share, days } = affinity.backTest;
    const why = t("panel.standing.affinityWhy", { category: affinity.category, share, days });
    add("affinity", affinity.category, why, affinity.explanation);
  }
  return shown;
}

/** The detail; nothing at all where nothing of it is known. */
export function More({ card }: { card: Card }) {
  const tools = useWording();
  const { t } = tools;
  // A replayed answer to an older version's write holds a card without these parts.
  const shown = card.version.card >= 2 ? known(card.scores, tools) : [];
  const { returned, colleagues } = card;
  if (shown.length === 0 && !returned && !colleagues?.length) return null;
  return (
    <details class="section more" onToggle={({ currentTarget }) => seen(currentTarget)}>
      <summary class="title">{t("panel.standing.title")}</summary>
      <dl class="facts">
        {shown.map(({ kind, label, value, explanation }) => (
          <Fact key={kind} label={label}>
            <Measure
              id={kind}
              label={`${label}: ${value}`}
              className="value"
              has={explanation !== null}
            >
              <bdi>{value}</bdi>
            </Measure>
          </Fact>
        ))}
        {returned && <Returned returned={returned} />}
        {colleagues !== undefined && colleagues.length > 0 && (
          <Colleagues colleagues={colleagues} />
        )}
      </dl>
      {shown.map(({ kind, why, explanation }) => (
        <Why key={kind} id={kind} title={why} explanation={explanation} kind={kind} />
      ))}
    </details>
  );
}

function Returned({ returned }: { returned: NonNullable<Card["returned"]> }) {
  const { t } = useWording();
  const isOneOrder = returned.orders === 1 && returned.order !== null;
  return (
    <Fact label={t("panel.facts.returned")}>
      <span class="plain">
        {t(isOneOrder ? "panel.facts.returnedOf" : "panel.facts.returnedOrders", {
          returnedAmount: returned.amount,
          order: returned.order ?? "",
          orders: returned.orders,
          date: returned.at,
        })}
      </span>
    </Fact>
  );
}

/** Colleagues in sight before more are asked for. */
const colleaguesInSight = 3;

function Colleagues({ colleagues }: { colleagues: NonNullable<Card["colleagues"]> }) {
  const { t } = useWording();
  const [all, setAll] = useState(false);
  return (
    <Fact label={t("panel.colleagues.title")}>
      <ul class="plain">
        {(all ? colleagues : colleagues.slice(0, colleaguesInSight)).map(
          ({ name, contacts, lastAt }, at) => (
            <li key={at}>{t("panel.colleagues.one", { name, contacts, date: lastAt })}</li>
          ),
        )}
      </ul>
      {!all && colleagues.length > colleaguesInSight && (
        <button
          type="button"
          class="link small muted"
          aria-expanded="false"
          onClick={act(() => setAll(true))}
        >
          {t("panel.touches.all", { count: colleagues.length })}
        </button>
      )}
    </Fact>
  );
}
