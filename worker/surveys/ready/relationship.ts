/** The survey of the relationship: how likely to recommend us, what drives it, and why. */
import type { SurveyBody } from "../../../shared/contract/survey.ts";
import { inAll, readyLanguages, thanks, why } from "./texts.ts";

const ends = {
  low: inAll("Very poor", "很差", "Sehr schlecht", "Très mauvais", "Muy malo", "سيئ جدًا"),
  high: inAll("Excellent", "非常好", "Ausgezeichnet", "Excellent", "Excelente", "ممتاز"),
};

export const relationship: SurveyBody = {
  name: "Relationship",
  languages: readyLanguages,
  title: inAll(
    "Working with us",
    "与我们的合作",
    "Die Zusammenarbeit mit uns",
    "Travailler avec nous",
    "Trabajar con nosotros",
    "العمل معنا",
  ),
  intro: {},
  invitation: inAll(
    "Would you recommend us? It takes a minute, and we read every answer.",
    "您愿意推荐我们吗？只需一分钟，每份答卷我们都会看。",
    "Würden Sie uns empfehlen? Es dauert eine Minute, und wir lesen jede Antwort.",
    "Nous recommanderiez-vous ? Cela prend une minute, et nous lisons chaque réponse.",
    "¿Nos recomendaría? Es un minuto, y leemos todas las respuestas.",
    "هل توصي بنا؟ لن يستغرق ذلك أكثر من دقيقة، ونحن نقرأ كل إجابة.",
  ),
  questions: [
    {
      key: "recommend",
      kind: "nps",
      required: true,
      label: inAll(
        "How likely are you to recommend us to somebody you work with?",
        "您有多大可能向合作伙伴或同行推荐我们？",
        "Wie wahrscheinlich ist es, dass Sie uns in Ihrem beruflichen Umfeld empfehlen?",
        "Quelle est la probabilité que vous nous recommandiez à une relation professionnelle ?",
        "¿Qué probabilidad hay de que nos recomiende a alguien de su entorno profesional?",
        "ما احتمال أن توصي بنا لشخص تعمل معه؟",
      ),
      low: inAll(
        "Not at all likely",
        "完全不可能",
        "Sehr unwahrscheinlich",
        "Pas du tout probable",
        "Nada probable",
        "غير محتمل إطلاقًا",
      ),
      high: inAll(
        "Extremely likely",
        "极有可能",
        "Sehr wahrscheinlich",
        "Très probable",
        "Muy probable",
        "محتمل جدًا",
      ),
    },
    {
      key: "quality",
      kind: "driver",
      required: false,
      label: inAll(
        "What we deliver",
        "我们交付的产品或服务",
        "Was wir liefern",
        "Ce que nous livrons",
        "Lo que entregamos",
        "ما نقدمه",
      ),
      ...ends,
    },
    {
      key: "support",
      kind: "driver",
      required: false,
      label: inAll(
        "How we help when something is wrong",
        "出问题时我们的帮助",
        "Unsere Hilfe, wenn etwas nicht stimmt",
        "Notre aide en cas de problème",
        "Nuestra ayuda cuando algo falla",
        "مساعدتنا عند حدوث مشكلة",
      ),
      ...ends,
    },
    {
      key: "price",
      kind: "driver",
      required: false,
      label: inAll(
        "What it is worth for its price",
        "物有所值的程度",
        "Das Verhältnis von Preis und Leistung",
        "Le rapport qualité-prix",
        "La relación calidad-precio",
        "القيمة مقابل السعر",
      ),
      ...ends,
    },
    why,
  ],
  thanks,
  offersCall: true,
};
