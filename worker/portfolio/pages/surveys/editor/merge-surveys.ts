/** Joining two versions of a survey that two people made from the same one. */
import type { Question, SurveyBody } from "../../../../../shared/contract/survey.ts";

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Takes what one side changed; where both did, mine. Parts of objects are joined one by one. */
function join(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (same(mine, base) || same(mine, theirs)) return theirs;
  if (same(theirs, base)) return mine;
  if (!isTree(mine) || !isTree(theirs)) return mine;
  const from = isTree(base) ? base : {};
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const joined = join(from[key], mine[key], theirs[key]);
      return joined === undefined ? [] : [[key, joined]];
    }),
  );
}

const keyed = (questions: readonly Question[]) => new Map(questions.map((one) => [one.key, one]));

/** Joins the questions by their keys; the order is mine where I changed it, theirs' new ones last. */
function joinQuestions(base: Question[], mine: Question[], theirs: Question[]): Question[] {
  const [b, m, t] = [keyed(base), keyed(mine), keyed(theirs)];
  const keys = (questions: Question[]) => questions.map(({ key }) => key);
  const isMine = !same(keys(mine), keys(base));
  const order = isMine
    ? [...keys(mine), ...keys(theirs).filter((key) => !m.has(key))]
    : [...keys(theirs), ...keys(mine).filter((key) => !t.has(key))];
  return order.flatMap((key) => {
    const [was, own, other] = [b.get(key), m.get(key), t.get(key)];
    // Taken out by one side and left as it was by the other: out.
    if (own === undefined) return was === undefined || !same(was, other) ? (other ?? []) : [];
    if (other === undefined) return was === undefined || !same(was, own) ? own : [];
    return join(was, own, other) as Question;
  });
}

/** Joins what two people made of one version, so that neither's work is lost. */
export function mergeSurveys(base: SurveyBody, mine: SurveyBody, theirs: SurveyBody): SurveyBody {
  const { questions: _, ...joined } = join(base, mine, theirs) as SurveyBody;
  return {
    ...joined,
    questions: joinQuestions(base.questions, mine.questions, theirs.questions),
  };
}
