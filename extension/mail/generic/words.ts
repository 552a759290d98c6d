/**
 * The words before a header's value, in the languages that webmails are mostly used in. Lower case,
 * without the colon.
 */
import type { Participant } from "../adapter.ts";

export type Label = Participant["role"] | "subject" | "date";

const words: Record<Label, string> = {
  from:
    "from|sender|von|absender|de|expéditeur|remitente|da|mittente|van|afzender|från|fra|" +
    "avsändare|afsender|od|nadawca|отправитель|от|от кого|发件人|寄件者|寄件人|差出人|보낸 사람|보낸사람|kimden|" +
    "gönderen|من|מאת",
  to:
    "to|recipient|recipients|an|empfänger|à|destinataire|para|destinatario|a|per|aan|till|til|do|" +
    "adresat|кому|получатель|收件人|收件者|宛先|받는 사람|받는사람|kime|alıcı|إلى|אל",
  cc: "cc|kopie|copie|copia|kopia|kopi|копия|抄送|副本|参照|참조|bilgi|نسخة",
  "reply-to":
    "reply to|reply-to|answer to|antwort an|antworten an|répondre à|responder a|rispondi a|" +
    "antwoord aan|svara till|svar til|odpowiedz do|ответить|回复至|回复地址|回覆至|返信先|회신 주소",
  subject:
    "subject|betreff|objet|asunto|oggetto|onderwerp|ämne|emne|temat|тема|主题|主旨|件名|제목|konu|الموضوع",
  date:
    "date|sent|received|datum|gesendet|empfangen|date d'envoi|fecha|enviado|data|inviato|" +
    "ricevuto|verzonden|skickat|dato|sendt|data wysłania|дата|отправлено|时间|日期|发送时间|寄件日期|日時|送信日時|" +
    "날짜|보낸 날짜|tarih",
};
const labels = new Map(
  Object.entries(words).flatMap(([label, all]) =>
    all.split("|").map((word): [string, Label] => [word, label as Label]),
  ),
);

/** Returns what a short text announces ("From:", "发件人："); null when it is no such word. */
export function labelOf(text: string | null | undefined): Label | null {
  const plain = (text ?? "")
    .slice(0, 60)
    .replace(/[\s\u00a0]+/g, " ")
    .trim()
    .toLowerCase()
    // Words of two characters are set as wide as those of three, with a space in between.
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "");
  const bare = plain.replace(/\s?[:：]$/, "");
  // Words of one or two letters ("a", "de") stand in any sentence: they announce something only
  // with a colon.
  return bare.length < 3 &&
    bare === plain &&
    /^[a-z]+$/.test(bare) &&
    bare !== "to" &&
    bare !== "cc"
    ? null
    : (labels.get(bare) ?? null);
}

/**
 * The label that a text begins with, and the rest: "From: Kim <kim@x.example>"; null where it
 * begins with none.
 */
export function labelled(text: string): { label: Label; rest: string } | null {
  const cut = /^([^:：]{1,30})[:：]\s*(.*)$/s.exec(text.trim());
  const label = labelOf(`${cut?.[1] ?? ""}:`);
  return cut === null || label === null ? null : { label, rest: cut[2] ?? "" };
}
