/** Why somebody was not asked, and what is flagged of answers, by kind. */
import type { SamplingRow } from "../../../../shared/contract/sampling.ts";
import { useTools } from "../../tools.ts";

type Count = { label: string; count: number };

export function Reasons({ row: { refused, declined, passed, flagged } }: { row: SamplingRow }) {
  const { t } = useTools();
  const labelled = (counts: Record<string, number>, under: string): Count[] =>
    Object.entries(counts).map(([code, count]) => ({ label: t(`${under}.${code}`), count }));
  const reasons = [
    ...labelled(declined, "panel.toAsk.reasons"),
    ...labelled(refused, "sampling.codes"),
  ];
  return (
    <>
      <section class="sheet section-sheet" aria-labelledby="sampling-why">
        <h2 id="sampling-why">{t("sampling.why")}</h2>
        {reasons.length === 0 ? (
          <p>{t("sampling.noReasons")}</p>
        ) : (
          <Counts label={t("sampling.reason")} unit={t("sampling.times")} counts={reasons} />
        )}
      </section>
      {Object.keys(passed).length > 0 && (
        <section class="sheet section-sheet" aria-labelledby="sampling-passed">
          <h2 id="sampling-passed">{t("sampling.passed")}</h2>
          <p class="muted">{t("sampling.passedLead")}</p>
          <Counts
            label={t("sampling.reason")}
            unit={t("sampling.customers")}
            counts={labelled(passed, "sampling.codes")}
          />
        </section>
      )}
      <section class="sheet section-sheet" aria-labelledby="sampling-flags">
        <h2 id="sampling-flags">{t("sampling.flagged")}</h2>
        <Counts
          label={t("sampling.flagKind")}
          unit={t("sampling.answers")}
          counts={labelled(flagged, "sampling.flags")}
        />
      </section>
    </>
  );
}

function Counts({ label, unit, counts }: { label: string; unit: string; counts: Count[] }) {
  const { number } = useTools();
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col">{unit}</th>
        </tr>
      </thead>
      <tbody>
        {counts
          .toSorted((p, q) => q.count - p.count)
          .map(({ label: name, count }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="num">{number(count)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
