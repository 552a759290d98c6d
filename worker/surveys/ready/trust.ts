/**
 * The trust questionnaire (信任问卷): two statements a dimension, one of them reversed. The statements
 * are our own; the dimensions are those of the measure (shared/scoring/README.md).
 */
import type { DimensionName } from "../../../shared/contract/fields.ts";
import type { Question, SurveyBody } from "../../../shared/contract/survey.ts";
import { agreement, inAll, readyLanguages, thanks, why } from "./texts.ts";

const item = (
  dimension: DimensionName,
  isReversed: boolean,
  ...label: Parameters<typeof inAll>
): Question => ({
  key: `${dimension}_${isReversed ? "reversed" : "direct"}`,
  kind: "trust",
  required: false,
  dimension,
  isReversed,
  label: inAll(...label),
  ...agreement,
});

export const trust: SurveyBody = {
  name: "Trust",
  languages: readyLanguages,
  title: inAll(
    "How far do you trust us?",
    "您对我们有多信任？",
    "Wie sehr vertrauen Sie uns?",
    "Jusqu’où nous faites-vous confiance ?",
    "¿Cuánto confía en nosotros?",
    "إلى أي مدى تثق بنا؟",
  ),
  intro: inAll(
    "Eight short statements. Leave out what does not apply.",
    "八句简短的陈述。不适用的可以不答。",
    "Acht kurze Aussagen. Lassen Sie aus, was nicht zutrifft.",
    "Huit courtes affirmations. Laissez de côté celles qui ne s’appliquent pas.",
    "Ocho afirmaciones breves. Omita las que no correspondan.",
    "ثماني عبارات قصيرة. اترك ما لا ينطبق.",
  ),
  invitation: inAll(
    "How far do you trust us? Eight short statements, about a minute.",
    "您对我们有多信任？八句简短的陈述，约一分钟。",
    "Wie sehr vertrauen Sie uns? Acht kurze Aussagen, etwa eine Minute.",
    "Jusqu’où nous faites-vous confiance ? Huit courtes affirmations, une minute environ.",
    "¿Cuánto confía en nosotros? Ocho afirmaciones breves, un minuto más o menos.",
    "إلى أي مدى تثق بنا؟ ثماني عبارات قصيرة تستغرق دقيقة تقريبًا.",
  ),
  questions: [
    item(
      "professionalism",
      false,
      "They do what they said, when they said it.",
      "他们说到做到，按时完成。",
      "Sie tun, was sie zugesagt haben, und zwar pünktlich.",
      "Ils font ce qu’ils ont dit, au moment dit.",
      "Hacen lo que dijeron, cuando lo dijeron.",
      "ينفذون ما وعدوا به في موعده.",
    ),
    item(
      "expertise",
      true,
      "I often have to check whether what they tell me is right.",
      "我常常需要核实他们说的是否正确。",
      "Ich muss oft nachprüfen, ob stimmt, was sie mir sagen.",
      "Je dois souvent vérifier si ce qu’ils me disent est exact.",
      "A menudo tengo que comprobar si lo que me dicen es correcto.",
      "كثيرًا ما أضطر إلى التحقق من صحة ما يقولونه لي.",
    ),
    item(
      "rapport",
      false,
      "I can tell them openly when something is wrong.",
      "有问题时，我可以对他们直说。",
      "Wenn etwas nicht stimmt, kann ich es ihnen offen sagen.",
      "Je peux leur dire ouvertement quand quelque chose ne va pas.",
      "Puedo decirles abiertamente cuando algo va mal.",
      "يمكنني مصارحتهم عندما يكون هناك خطأ.",
    ),
    item(
      "benefit",
      true,
      "When it matters, they think of their own advantage first.",
      "关键时刻，他们先考虑自己的利益。",
      "Wenn es darauf ankommt, denken sie zuerst an den eigenen Vorteil.",
      "Quand cela compte, ils pensent d’abord à leur propre intérêt.",
      "Cuando importa, piensan primero en su propio beneficio.",
      "عند الأمور المهمة يفكرون أولًا في مصلحتهم.",
    ),
    item(
      "professionalism",
      true,
      "I have to remind them of what we agreed.",
      "约定好的事，我还得提醒他们。",
      "Ich muss sie an Vereinbartes erinnern.",
      "Je dois leur rappeler ce que nous avions convenu.",
      "Tengo que recordarles lo que acordamos.",
      "أضطر إلى تذكيرهم بما اتفقنا عليه.",
    ),
    item(
      "expertise",
      false,
      "They know their field well enough to advise me.",
      "他们足够懂行，能给我好的建议。",
      "Sie kennen ihr Fach gut genug, um mich zu beraten.",
      "Ils connaissent assez bien leur métier pour me conseiller.",
      "Conocen su campo lo bastante bien para aconsejarme.",
      "يعرفون مجالهم بما يكفي لتقديم المشورة لي.",
    ),
    item(
      "rapport",
      true,
      "To them I am only a number.",
      "在他们眼里，我只是一个客户编号。",
      "Für sie bin ich nur eine Nummer.",
      "Pour eux, je ne suis qu’un numéro.",
      "Para ellos soy solo un número.",
      "لست بالنسبة إليهم سوى رقم.",
    ),
    item(
      "benefit",
      false,
      "What we do together pays off for me too.",
      "我们的合作也让我受益。",
      "Was wir gemeinsam tun, lohnt sich auch für mich.",
      "Ce que nous faisons ensemble me profite aussi.",
      "Lo que hacemos juntos también me conviene.",
      "ما نفعله معًا يعود عليّ بالفائدة أيضًا.",
    ),
    why,
  ],
  thanks,
  offersCall: true,
};
