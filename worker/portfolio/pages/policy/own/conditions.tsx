/** Conditions of an own action, all of which must hold: measure, comparison, value. */
import {
  codeComparisons,
  codeMeasures,
  numberComparisons,
  numberMeasures,
  type CodeMeasure,
} from "../../../../../shared/scoring/actions/own/own-measures.ts";
import { useTools } from "../../../tools.ts";
import { codeWords, unitOfMeasure } from "./own-words.ts";
import { firstCondition, isTypedCode, type TypedCondition } from "./typed-own.ts";

const most = 10;
const codes = Object.keys(codeMeasures) as CodeMeasure[];

/** Returns a condition over another measure, with a comparison and a value that it knows. */
function startedWith(measure: string): TypedCondition {
  const code = codes.find((one) => one === measure);
  if (code !== undefined) return { measure: code, comparison: "is", value: codeMeasures[code][0] };
  const number = numberMeasures.find((one) => one === measure) ?? "orders";
  return { measure: number, comparison: "at_least", value: "" };
}

export function Conditions({
  conditions,
  faults,
  change,
}: {
  conditions: readonly TypedCondition[];
  faults: ReadonlySet<string>;
  change(conditions: TypedCondition[]): void;
}) {
  const { t } = useTools();
  return (
    <fieldset class="conditions">
      <legend class="small muted">{t("policy.own.when")}</legend>
      {conditions.map((one, at) => (
        <Row
          key={at}
          condition={one}
          isFaulty={faults.has(`condition ${at}`)}
          change={(next) => change(conditions.map((other, place) => (place === at ? next : other)))}
          remove={
            conditions.length > 1
              ? () => change(conditions.filter((_, place) => place !== at))
              : undefined
          }
        />
      ))}
      {conditions.length < most && (
        <button
          type="button"
          class="button"
          onClick={() => change([...conditions, firstCondition])}
        >
          {t("policy.own.addCondition")}
        </button>
      )}
    </fieldset>
  );
}

function Row({
  condition,
  isFaulty,
  change,
  remove,
}: {
  condition: TypedCondition;
  isFaulty: boolean;
  change(next: TypedCondition): void;
  remove: (() => void) | undefined;
}) {
  const { t } = useTools();
  const comparisons = isTypedCode(condition) ? codeComparisons : numberComparisons;
  return (
    <div class="condition">
      <select
        class="input"
        aria-label={t("policy.own.measure")}
        value={condition.measure}
        onChange={({ currentTarget }) => change(startedWith(currentTarget.value))}
      >
        {[...codes, ...numberMeasures].map((one) => (
          <option key={one} value={one}>
            {t(`policy.own.measures.${one}`)}
          </option>
        ))}
      </select>
      <select
        class="input"
        aria-label={t("policy.own.comparison")}
        value={condition.comparison}
        onChange={({ currentTarget }) => {
          const comparison = comparisons.find((one) => one === currentTarget.value);
          if (comparison !== undefined) change({ ...condition, comparison } as TypedCondition);
        }}
      >
        {comparisons.map((one) => (
          <option key={one} value={one}>
            {t(`policy.own.comparisons.${one}`)}
          </option>
        ))}
      </select>
      <Value condition={condition} isFaulty={isFaulty} change={change} />
      {remove !== undefined && (
        <button type="button" class="button quiet" onClick={remove}>
          {t("policy.own.remove")}
        </button>
      )}
      {isFaulty && (
        <p class="fault" role="alert">
          {t("policy.own.number")}
        </p>
      )}
    </div>
  );
}

function Value({
  condition,
  isFaulty,
  change,
}: {
  condition: TypedCondition;
  isFaulty: boolean;
  change(next: TypedCondition): void;
}) {
  const tools = useTools();
  const { t, currency } = tools;
  const label = t("policy.own.value");
  if (isTypedCode(condition)) {
    const { measure } = condition;
    return (
      <select
        class="input"
        aria-label={label}
        value={condition.value}
        onChange={({ currentTarget }) => change({ ...condition, value: currentTarget.value })}
      >
        {codeMeasures[measure].map((code) => (
          <option key={code} value={code}>
            {codeWords(measure, code, tools)}
          </option>
        ))}
      </select>
    );
  }
  const unit = unitOfMeasure(condition.measure);
  const sign = unit === "money" ? currency : t(`policy.signs.${unit}`);
  return (
    <span class="with-unit">
      <input
        class="input num"
        inputMode="decimal"
        aria-label={label}
        value={condition.value}
        aria-invalid={isFaulty || undefined}
        onInput={({ currentTarget }) => change({ ...condition, value: currentTarget.value })}
      />
      {sign !== "" && <span class="small muted">{sign}</span>}
    </span>
  );
}
