/** Texts that the ready surveys share, in their languages. */

/** Languages of the ready surveys; the first is fallen back to. */
export const readyLanguages = ["en", "zh-CN", "de", "fr", "es", "ar"];

/** A text in each of the ready languages, in their order. */
export const inAll = (...texts: [string, string, string, string, string, string]) =>
  Object.fromEntries(readyLanguages.map((language, at) => [language, texts[at] ?? ""]));

export const agreement = {
  low: inAll(
    "Strongly disagree",
    "非常不同意",
    "Stimme gar nicht zu",
    "Pas du tout d’accord",
    "Totalmente en desacuerdo",
    "لا أوافق إطلاقًا",
  ),
  high: inAll(
    "Strongly agree",
    "非常同意",
    "Stimme voll zu",
    "Tout à fait d’accord",
    "Totalmente de acuerdo",
    "أوافق تمامًا",
  ),
};

export const thanks = {
  low: inAll(
    "Thank you for telling us. We are sorry that it was not better, and somebody will look into it.",
    "感谢您如实相告。没能让您满意，我们很抱歉，会有人跟进处理。",
    "Danke, dass Sie uns das sagen. Es tut uns leid, dass es nicht besser war; wir gehen dem nach.",
    "Merci de nous l’avoir dit. Nous regrettons de ne pas avoir fait mieux, et nous allons y donner suite.",
    "Gracias por decírnoslo. Sentimos no haberlo hecho mejor y le daremos seguimiento.",
    "شكرًا لإخبارنا. يؤسفنا أن الأمر لم يكن أفضل، وسنتابع ذلك.",
  ),
  middle: inAll(
    "Thank you. Your answer has arrived.",
    "谢谢，您的答卷已收到。",
    "Vielen Dank. Ihre Antwort ist angekommen.",
    "Merci. Votre réponse nous est parvenue.",
    "Gracias. Hemos recibido su respuesta.",
    "شكرًا لك. وصلتنا إجابتك.",
  ),
  high: inAll(
    "Thank you. It is good to hear that.",
    "谢谢，很高兴听到您这样说。",
    "Vielen Dank. Das freut uns.",
    "Merci. Cela nous fait plaisir.",
    "Gracias. Nos alegra saberlo.",
    "شكرًا لك. يسعدنا سماع ذلك.",
  ),
};

export const why = {
  key: "why",
  kind: "text" as const,
  required: false,
  label: inAll(
    "What is the main reason for your answer?",
    "您这样回答的主要原因是什么？",
    "Was ist der wichtigste Grund für Ihre Antwort?",
    "Quelle est la raison principale de votre réponse ?",
    "¿Cuál es el motivo principal de su respuesta?",
    "ما السبب الرئيسي لإجابتك؟",
  ),
};
