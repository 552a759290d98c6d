/** Preview of the draft: those who would stand in another tier, asked for once typing pauses. */
import { useEffect, useState } from "preact/hooks";
import type { PolicyPreview } from "../../../../shared/contract/answers.ts";
import type { PolicySettings } from "../../../../shared/contract/requests.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { TierBadge } from "../../../../shared/ui/tier-badge.tsx";
import { answered, api } from "../../api.ts";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { useForm } from "./form-context.ts";

const pauseMs = 500;
const shown = "20";

/** Returns a value once it has not changed for a while. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export function Preview() {
  const { t } = useTools();
  const { settings, changes, faults } = useForm();
  return (
    <section class="sheet section-sheet preview" aria-labelledby="preview">
      <h2 id="preview">{t("policy.preview.title")}</h2>
      {faults.size > 0 && <p class="muted">{t("policy.preview.faulty")}</p>}
      {faults.size === 0 && changes.length === 0 && (
        <p class="muted">{t("policy.preview.unchanged")}</p>
      )}
      {faults.size === 0 && changes.length > 0 && <Tried settings={settings} />}
    </section>
  );
}

function Tried({ settings }: { settings: PolicySettings }) {
  const { t } = useTools();
  const tried = useSettled(settings);
  const answer = useAnswer(
    (signal) =>
      answered(
        api.v1.policy.preview.$post({ json: tried, query: { limit: shown } }, { init: { signal } }),
      ),
    JSON.stringify(tried),
  );
  if (answer.state === "loading") return <Loading rows={3} />;
  if (answer.state === "failed") return <Failed error={answer.error} again={answer.again} />;
  const isOld = answer.isOld || tried !== settings;
  return (
    <div class="preview-found" aria-busy={isOld}>
      {isOld && <p class="small muted">{t("policy.preview.computing")}</p>}
      <Found preview={answer.data} />
    </div>
  );
}

function Found({ preview }: { preview: PolicyPreview }) {
  const { t } = useTools();
  const { review, sample, moved, moves, unseen, customers } = preview;
  if (review === null) return <p class="muted">{t("policy.preview.noReview")}</p>;
  return (
    <>
      <p class="strong" role="status">
        {t(sample.taken < sample.of ? "policy.preview.ofSample" : "policy.preview.ofAll", {
          moved,
          taken: sample.taken,
          of: sample.of,
        })}
      </p>
      {unseen.length > 0 && (
        <p class="small muted">
          {t("policy.preview.unseen", {
            count: unseen.length,
            sections: unseen.map((one) => t(`policy.unseen.${one}`)).join(t("policy.and")),
          })}
        </p>
      )}
      {moves.length > 0 && (
        <ul class="moves">
          {moves.map(({ from, to, count }) => (
            <li key={`${from} ${to}`}>
              <Step from={from} to={to} />
              <span class="num">{t("policy.preview.count", { count })}</span>
            </li>
          ))}
        </ul>
      )}
      {customers.length > 0 && <Movers customers={customers} moved={moved} />}
    </>
  );
}

type Tier = PolicyPreview["moves"][number]["from"];

function Step({ from, to }: { from: Tier; to: Tier }) {
  const { t } = useTools();
  return (
    <span class="step">
      <TierBadge tier={from} />
      <span aria-hidden="true">→</span>
      <span class="hidden">{t("policy.preview.becomes")}</span>
      <TierBadge tier={to} />
    </span>
  );
}

/** Those whose score changes most. */
function Movers({ customers, moved }: Pick<PolicyPreview, "customers" | "moved">) {
  const { t, number } = useTools();
  const score = (value: number | null) => (value === null ? "–" : number(value, 1));
  return (
    <>
      <h3 class="small muted">
        {t(customers.length < moved ? "policy.preview.most" : "policy.preview.who", {
          count: customers.length,
        })}
      </h3>
      <ul class="movers">
        {customers.map(({ customer, from, to, scoreBefore, scoreAfter, reason }) => (
          <li key={customer.id}>
            <a href={`/customers/${customer.id}`}>
              <bdi>{plain(customer.name ?? t("customers.unnamed"))}</bdi>
            </a>
            <Step from={from} to={to} />
            <span class="small muted num">
              {t("policy.preview.score", {
                before: score(scoreBefore),
                after: score(scoreAfter),
              })}
            </span>
            {reason !== null && (
              <span class="small muted block">
                {t(`policy.preview.reason.${reason.code}`, reason.parameters)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
