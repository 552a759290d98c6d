/** The survey after a contact: how satisfied, and why. */
import type { SurveyBody } from "../../../shared/contract/survey.ts";
import { inAll, readyLanguages, thanks, why } from "./texts.ts";

export const afterContact: SurveyBody = {
  name: "After contact",
  languages: readyLanguages,
  title: inAll(
    "How did we do?",
    "我们做得怎么样？",
    "Wie waren wir?",
    "Comment avons-nous fait ?",
    "¿Qué tal lo hicimos?",
    "كيف كان أداؤنا؟",
  ),
  intro: {},
  invitation: inAll(
    "How satisfied were you this time? It takes ten seconds.",
    "您对这次的服务满意吗？只需十秒钟。",
    "Wie zufrieden waren Sie diesmal? Es dauert zehn Sekunden.",
    "Êtes-vous satisfait de cet échange ? Cela prend dix secondes.",
    "¿Quedó satisfecho esta vez? Solo son diez segundos.",
    "ما مدى رضاك هذه المرة؟ لن يستغرق الأمر أكثر من عشر ثوانٍ.",
  ),
  questions: [
    {
      key: "satisfaction",
      kind: "csat",
      required: true,
      label: inAll(
        "How satisfied are you with our last contact?",
        "您对我们最近一次的联系满意吗？",
        "Wie zufrieden sind Sie mit unserem letzten Kontakt?",
        "Êtes-vous satisfait de notre dernier échange ?",
        "¿Qué tan satisfecho está con nuestro último contacto?",
        "ما مدى رضاك عن آخر تواصل بيننا؟",
      ),
      low: inAll(
        "Very dissatisfied",
        "非常不满意",
        "Sehr unzufrieden",
        "Très insatisfait",
        "Muy insatisfecho",
        "غير راضٍ إطلاقًا",
      ),
      high: inAll(
        "Very satisfied",
        "非常满意",
        "Sehr zufrieden",
        "Très satisfait",
        "Muy satisfecho",
        "راضٍ جدًا",
      ),
    },
    why,
  ],
  thanks,
  offersCall: true,
};
