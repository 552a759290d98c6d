/** @jsxImportSource #overlay */
/** How the relationship stands beyond money: what it is worth and lives from, how steadily they come back, where they stand among all. */
import type { Card } from "../../shared/contract/card.ts";
import { Measure, Why } from "./explanation.tsx";
import { Fact } from "./facts.tsx";
import { useTools } from "./tools.ts";

/** The facts of standing that are known; nothing at all where none is. */
export function Standing({ scores }: { scores: Card["scores"] }) {
  const { t, number, percent } = useTools();
  const { relationship, loyalty, abc, cluster, affinity } = scores;
  if (relationship.score === null && relationship.type === null && loyalty === null && abc === null && cluster === null && affinity === null) return null;
  // A quarter of a year is the usual period; any other is told by its days.
  const quarters = loyalty !== null && loyalty.periodDays >= 89 && loyalty.periodDays <= 93;
  const comesBack = loyalty === null ? "" : t(quarters ? "overlay.standing.quarters" : "overlay.standing.periods", { active: loyalty.active, periods: loyalty.periods, days: loyalty.periodDays });
  const score = relationship.score === null ? "" : t("overlay.satisfaction.score", { score: number(relationship.score) });
  const sales = abc === null ? "" : t("overlay.standing.share", { class: abc.class.toUpperCase(), share: percent(abc.share) });
  const type = relationship.type === null ? "" : t(`codes.relationship.${relationship.type}`);
  return (
    <div class="section">
      <h3 class="title">{t("overlay.standing.title")}</h3>
      <dl class="facts">
        {score !== "" && (
          <Fact label={t("overlay.standing.worth")}>
            <Measure id="relationship" label={`${t("overlay.standing.worth")}: ${score}`} className="value" has={relationship.explanation !== null}>{score}</Measure>
          </Fact>
        )}
        {type !== "" && (
          <Fact label={t("overlay.standing.type")}>
            <Measure id="type" label={`${t("overlay.standing.type")}: ${type}`} className="value" has={relationship.typeExplanation !== null}>{type}</Measure>
          </Fact>
        )}
        {loyalty !== null && (
          <Fact label={t("overlay.standing.loyalty")}>
            <Measure id="loyalty" label={`${t("overlay.standing.loyalty")}: ${comesBack}`} className="value" has>{comesBack}</Measure>
          </Fact>
        )}
        {cluster !== null && (
          <Fact label={t("overlay.standing.cluster")}>
            <Measure id="cluster" label={`${t("overlay.standing.cluster")}: ${t(`codes.cluster.${cluster.name}`)}`} className="value" has>{t(`codes.cluster.${cluster.name}`)}</Measure>
          </Fact>
        )}
        {abc !== null && (
          <Fact label={t("overlay.standing.abc")}>
            <Measure id="abc" label={`${t("overlay.standing.abc")}: ${sales}`} className="value" has>{sales}</Measure>
          </Fact>
        )}
        {affinity !== null && (
          <Fact label={t("overlay.standing.affinity")}>
            <Measure id="affinity" label={`${t("overlay.standing.affinity")}: ${affinity.category}`} className="value" has><bdi>{affinity.category}</bdi></Measure>
          </Fact>
        )}
      </dl>
      <Why id="relationship" title={t("overlay.standing.worthWhy")} explanation={relationship.explanation} kind="relationship" />
      <Why id="type" title={t("overlay.standing.typeWhy", { type })} explanation={relationship.typeExplanation} kind="type" />
      <Why id="loyalty" title={t("overlay.standing.loyaltyWhy")} explanation={loyalty?.explanation ?? null} kind="loyalty" />
      <Why id="cluster" title={t("overlay.standing.clusterWhy", { name: cluster === null ? "" : t(`codes.cluster.${cluster.name}`) })} explanation={cluster?.explanation ?? null} kind="cluster" />
      <Why id="abc" title={t(`overlay.standing.classes.${abc?.class ?? "unknown"}`)} explanation={abc?.explanation ?? null} kind="abc" />
      <Why id="affinity" title={t("overlay.standing.affinityWhy", { category: affinity?.category ?? "" })} explanation={affinity?.explanation ?? null} kind="affinity" />
    </div>
  );
}
