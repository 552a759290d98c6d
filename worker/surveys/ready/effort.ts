/** The survey of effort: how easy it was made for them, and why. */
import type { SurveyBody } from "../../../shared/contract/survey.ts";
import { agreement, inAll, readyLanguages, thanks, why } from "./texts.ts";

export const effort: SurveyBody = {
  name: "Effort",
  languages: readyLanguages,
  title: inAll(
    "Was it easy?",
    "办起来容易吗？",
    "War es einfach?",
    "Était-ce facile ?",
    "¿Fue fácil?",
    "هل كان الأمر سهلًا؟",
  ),
  intro: {},
  invitation: inAll(
    "Did we make it easy for you? It takes ten seconds.",
    "我们让您办事方便吗？只需十秒钟。",
    "Haben wir es Ihnen leicht gemacht? Es dauert zehn Sekunden.",
    "Vous avons-nous facilité les choses ? Cela prend dix secondes.",
    "¿Se lo pusimos fácil? Solo son diez segundos.",
    "هل جعلنا الأمر سهلًا عليك؟ لن يستغرق ذلك أكثر من عشر ثوانٍ.",
  ),
  questions: [
    {
      key: "effort",
      kind: "ces",
      required: true,
      label: inAll(
        "You made it easy for me to get done what I needed.",
        "贵公司让我很容易办成了要办的事。",
        "Sie haben es mir leicht gemacht, mein Anliegen zu erledigen.",
        "Vous m’avez permis de faire facilement ce dont j’avais besoin.",
        "Me resultó fácil resolver lo que necesitaba con ustedes.",
        "سهّلتم عليّ إنجاز ما أحتاج إليه.",
      ),
      ...agreement,
    },
    why,
  ],
  thanks,
  offersCall: true,
};
