/** Words of the survey pages that are not the survey's own, by language. */

export type Words = {
  /** The name of the language in itself, for the switch. */ language: string;
  send: string;
  change: string;
  changeLead: string;
  call: string;
  /** Said of a question that must be answered. */ required: string;
  missing: string;
  languages: string;
  stop: string;
  stopTitle: string;
  stopLead: string;
  stopButton: string;
  stopped: string;
  stoppedLead: string;
  resume: string;
  resumed: string;
  privacy: string;
  anonymous: string;
  anonymousLead: string;
  spent: string;
  expired: string;
  withdrawn: string;
  unknown: string;
  askAgain: string;
  preview: string;
  /** Asked of whom we could not tell from a program. */ pressAgain: string;
  /** Said of failures: too many at once, too much text, and the rest. */ busy: string;
  tooLong: string;
  failed: string;
  /** Advice that keeps what was typed: the browser's way back. */ goBack: string;
};

const en: Words = {
  language: "English",
  send: "Send",
  change: "Change my answer",
  changeLead: "You answered already. What you send now replaces it.",
  call: "Please call me",
  required: "required",
  missing: "Please answer this question, then press Send.",
  languages: "Language",
  stop: "Do not ask me again",
  stopTitle: "Do not ask me again?",
  stopLead: "You get no more surveys from us. Everything else stays as it is.",
  stopButton: "Do not ask me again",
  stopped: "You will not be asked again.",
  stoppedLead: "Was that a mistake?",
  resume: "You may ask me again",
  resumed: "You may be asked again. Thank you.",
  privacy: "Only {name} sees your answer.",
  anonymous: "Nobody learns who you are, and no address is kept.",
  anonymousLead: "Nobody knows that it was you.",
  spent: "This survey was answered and can no longer be changed.",
  expired: "This link has expired.",
  withdrawn: "This survey was taken back.",
  unknown: "This link is not known here. It may have been cut off: open it from the message again.",
  askAgain: "If you would like to tell us something, answer the message that it came with.",
  preview: "Preview. Nothing is stored.",
  pressAgain: "Was that you? Press once more, by hand, and it counts.",
  busy: "Too many people are here at this moment.",
  tooLong: "That is more text than fits.",
  failed: "Something went wrong on our side.",
  goBack: "Wait a minute, go back and try again: what you wrote is still there.",
};

const zhCn: Words = {
  language: "中文",
  send: "发送",
  change: "修改我的答卷",
  changeLead: "您已答过。现在发送的内容会替换之前的答卷。",
  call: "请给我回电",
  required: "必答",
  missing: "请回答此题，然后点击“发送”。",
  languages: "语言",
  stop: "不再邀请我答卷",
  stopTitle: "不再邀请您答卷？",
  stopLead: "您不会再收到我们的问卷，其他一切照旧。",
  stopButton: "不再邀请我答卷",
  stopped: "我们不会再邀请您答卷。",
  stoppedLead: "点错了吗？",
  resume: "可以再邀请我",
  resumed: "好的，以后仍会邀请您。谢谢。",
  privacy: "只有 {name} 能看到您的答卷。",
  anonymous: "没有人知道您是谁，也不保存任何地址。",
  anonymousLead: "没有人知道这是您的答卷。",
  spent: "此问卷已答，不能再修改。",
  expired: "此链接已过期。",
  withdrawn: "此问卷已撤回。",
  unknown: "无法识别此链接，可能不完整。请从邮件中重新打开。",
  askAgain: "如果您想告诉我们什么，请直接回复附有此链接的邮件。",
  preview: "预览，不会保存任何内容。",
  pressAgain: "是您本人点击的吗？请再点击一次，即可生效。",
  busy: "现在访问的人太多。",
  tooLong: "内容太长，无法提交。",
  failed: "我们这边出了点问题。",
  goBack: "请稍等一分钟，返回上一页再试：您填写的内容还在。",
};

const de: Words = {
  language: "Deutsch",
  send: "Absenden",
  change: "Meine Antwort ändern",
  changeLead: "Sie haben schon geantwortet. Was Sie jetzt absenden, ersetzt die frühere Antwort.",
  call: "Bitte rufen Sie mich an",
  required: "erforderlich",
  missing: "Bitte beantworten Sie diese Frage und senden Sie dann ab.",
  languages: "Sprache",
  stop: "Nicht mehr fragen",
  stopTitle: "Nicht mehr fragen?",
  stopLead: "Sie erhalten keine Umfragen mehr von uns. Alles andere bleibt, wie es ist.",
  stopButton: "Nicht mehr fragen",
  stopped: "Wir fragen Sie nicht mehr.",
  stoppedLead: "War das ein Versehen?",
  resume: "Sie dürfen mich wieder fragen",
  resumed: "Wir dürfen Sie wieder fragen. Vielen Dank.",
  privacy: "Nur {name} sieht Ihre Antwort.",
  anonymous: "Niemand erfährt, wer Sie sind; keine Adresse wird gespeichert.",
  anonymousLead: "Niemand weiß, dass Sie es waren.",
  spent: "Diese Umfrage ist beantwortet und lässt sich nicht mehr ändern.",
  expired: "Dieser Link ist abgelaufen.",
  withdrawn: "Diese Umfrage wurde zurückgezogen.",
  unknown:
    "Dieser Link ist hier nicht bekannt. Vielleicht ist er unvollständig: Öffnen Sie ihn noch einmal aus der Nachricht.",
  askAgain: "Wenn Sie uns etwas sagen möchten, antworten Sie auf die Nachricht mit dem Link.",
  preview: "Vorschau. Nichts wird gespeichert.",
  pressAgain: "Waren Sie das? Klicken Sie bitte noch einmal selbst, dann gilt es.",
  busy: "Im Augenblick sind zu viele hier.",
  tooLong: "Das ist mehr Text, als hineinpasst.",
  failed: "Bei uns ist etwas schiefgegangen.",
  goBack:
    "Warten Sie eine Minute, gehen Sie zurück und versuchen Sie es noch einmal: Ihr Text ist noch da.",
};

const fr: Words = {
  language: "Français",
  send: "Envoyer",
  change: "Modifier ma réponse",
  changeLead: "Vous avez déjà répondu. Ce que vous envoyez maintenant remplace votre réponse.",
  call: "Merci de me rappeler",
  required: "obligatoire",
  missing: "Merci de répondre à cette question, puis d’envoyer.",
  languages: "Langue",
  stop: "Ne plus me solliciter",
  stopTitle: "Ne plus vous solliciter ?",
  stopLead: "Vous ne recevrez plus d’enquêtes de notre part. Rien d’autre ne change.",
  stopButton: "Ne plus me solliciter",
  stopped: "Nous ne vous solliciterons plus.",
  stoppedLead: "Une erreur ?",
  resume: "Vous pouvez me solliciter de nouveau",
  resumed: "Nous pourrons de nouveau vous solliciter. Merci.",
  privacy: "Seul {name} voit votre réponse.",
  anonymous: "Personne ne saura qui vous êtes, et aucune adresse n’est conservée.",
  anonymousLead: "Personne ne sait que c’était vous.",
  spent: "Cette enquête a reçu une réponse qui ne peut plus être modifiée.",
  expired: "Ce lien a expiré.",
  withdrawn: "Cette enquête a été retirée.",
  unknown:
    "Ce lien est inconnu ici. Il a peut-être été coupé : ouvrez-le de nouveau depuis le message.",
  askAgain: "Si vous souhaitez nous dire quelque chose, répondez au message qui contenait le lien.",
  preview: "Aperçu. Rien n’est enregistré.",
  pressAgain: "Était-ce bien vous ? Appuyez encore une fois vous-même pour valider.",
  busy: "Trop de visiteurs en ce moment.",
  tooLong: "Ce texte est trop long.",
  failed: "Un problème est survenu de notre côté.",
  goBack: "Patientez une minute, revenez en arrière et réessayez : votre texte est toujours là.",
};

const es: Words = {
  language: "Español",
  send: "Enviar",
  change: "Cambiar mi respuesta",
  changeLead: "Ya respondió. Lo que envíe ahora sustituye a la respuesta anterior.",
  call: "Por favor, llámenme",
  required: "obligatorio",
  missing: "Responda a esta pregunta y pulse Enviar.",
  languages: "Idioma",
  stop: "No volver a preguntarme",
  stopTitle: "¿No volver a preguntarle?",
  stopLead: "No recibirá más encuestas nuestras. Todo lo demás sigue igual.",
  stopButton: "No volver a preguntarme",
  stopped: "No volveremos a preguntarle.",
  stoppedLead: "¿Fue un error?",
  resume: "Pueden volver a preguntarme",
  resumed: "Podremos volver a preguntarle. Gracias.",
  privacy: "Solo {name} ve su respuesta.",
  anonymous: "Nadie sabrá quién es usted, y no se guarda ninguna dirección.",
  anonymousLead: "Nadie sabe que fue usted.",
  spent: "Esta encuesta ya se respondió y no puede cambiarse.",
  expired: "Este enlace ha caducado.",
  withdrawn: "Esta encuesta se ha retirado.",
  unknown:
    "Este enlace no se conoce aquí. Puede que esté cortado: ábralo de nuevo desde el mensaje.",
  askAgain: "Si quiere decirnos algo, responda al mensaje que traía el enlace.",
  preview: "Vista previa. No se guarda nada.",
  pressAgain: "¿Fue usted? Pulse una vez más personalmente y quedará registrado.",
  busy: "Hay demasiadas visitas en este momento.",
  tooLong: "El texto es demasiado largo.",
  failed: "Algo ha fallado por nuestra parte.",
  goBack: "Espere un minuto, vuelva atrás e inténtelo de nuevo: lo que escribió sigue ahí.",
};

const ar: Words = {
  language: "العربية",
  send: "إرسال",
  change: "تعديل إجابتي",
  changeLead: "لقد أجبت من قبل. ما ترسله الآن يحل محل إجابتك السابقة.",
  call: "أرجو الاتصال بي",
  required: "مطلوب",
  missing: "يرجى الإجابة عن هذا السؤال ثم الضغط على «إرسال».",
  languages: "اللغة",
  stop: "لا تسألوني مرة أخرى",
  stopTitle: "ألا نسألك مرة أخرى؟",
  stopLead: "لن تصلك منا استبيانات بعد الآن، ويبقى كل شيء آخر كما هو.",
  stopButton: "لا تسألوني مرة أخرى",
  stopped: "لن نسألك مرة أخرى.",
  stoppedLead: "هل كان ذلك خطأ؟",
  resume: "يمكنكم سؤالي مجددًا",
  resumed: "يمكننا سؤالك مجددًا. شكرًا لك.",
  privacy: "لا يرى إجابتك سوى {name}.",
  anonymous: "لن يعرف أحد من أنت، ولا يُحفظ أي عنوان.",
  anonymousLead: "لا أحد يعرف أنك أنت من أجاب.",
  spent: "تمت الإجابة عن هذا الاستبيان ولم يعد تعديلها ممكنًا.",
  expired: "انتهت صلاحية هذا الرابط.",
  withdrawn: "تم سحب هذا الاستبيان.",
  unknown: "هذا الرابط غير معروف هنا. ربما كان مقطوعًا: افتحه من الرسالة مرة أخرى.",
  askAgain: "إذا أردت إخبارنا بشيء، فأجب على الرسالة التي جاء معها الرابط.",
  preview: "معاينة. لا يُحفظ شيء.",
  pressAgain: "هل كنت أنت؟ اضغط مرة أخرى بنفسك ليُحتسب.",
  busy: "هناك عدد كبير من الزوار الآن.",
  tooLong: "النص أطول مما يتسع له المكان.",
  failed: "حدث خطأ من جانبنا.",
  goBack: "انتظر دقيقة ثم ارجع وحاول مرة أخرى: ما كتبته ما زال موجودًا.",
};

const all: Readonly<Record<string, Words>> = { en, zh: zhCn, de, fr, es, ar };

const primaryOf = (language: string): string => language.split("-")[0] ?? language;

/** The words in a language; English where there are none in it. */
export const wordsIn = (language: string): Words => all[primaryOf(language)] ?? en;

/** The name of a language in itself, as a switch shows it. */
export const languageName = (language: string): string =>
  all[primaryOf(language)]?.language ??
  new Intl.DisplayNames([language], { type: "language" }).of(language) ??
  language;

const rightToLeft = new Set(["ar", "fa", "he", "ur", "yi", "ps", "dv", "ckb"]);

/** The direction in which a language is written. */
export const directionOf = (language: string): "ltr" | "rtl" =>
  rightToLeft.has(primaryOf(language)) ? "rtl" : "ltr";
