/**
 * Rows that programs write around their data: totals, counts, dates of export, page numbers,
 * copyright lines. Recognised by a word of totals beside nothing but numbers, or by the phrases of
 * footers; a customer called "Total Energies" or numbered TOTAL-1 is neither.
 */

/** Words that are a total by themselves, in small letters. */
const totals = new Set([
  "total",
  "totals",
  "grand total",
  "grand totals",
  "subtotal",
  "subtotals",
  "sub total",
  "sub-total",
  "overall total",
  "report total",
  "report totals",
  "page total",
  "total amount",
  "total sales",
  "total revenue",
  "total records",
  "total rows",
  "total count",
  "total customers",
  "total contacts",
  "total orders",
  "summe",
  "gesamt",
  "gesamtsumme",
  "zwischensumme",
  "endsumme",
  "insgesamt",
  "gesamtergebnis",
  "total général",
  "total general",
  "sous-total",
  "somme",
  "totaux",
  "totales",
  "suma",
  "suma total",
  "total geral",
  "totale",
  "totali",
  "totale generale",
  "subtotale",
  "totaal",
  "eindtotaal",
  "subtotaal",
  "totalt",
  "summa",
  "i alt",
  "delsumma",
  "yhteensä",
  "razem",
  "ogółem",
  "suma końcowa",
  "celkem",
  "součet",
  "mezisoučet",
  "összesen",
  "végösszeg",
  "ukupno",
  "skupaj",
  "iš viso",
  "kopā",
  "итого",
  "всего",
  "итог",
  "общий итог",
  "разом",
  "усього",
  "общо",
  "σύνολο",
  "toplam",
  "genel toplam",
  "ara toplam",
  "tổng",
  "tổng cộng",
  "合计",
  "总计",
  "小计",
  "共计",
  "总和",
  "汇总",
  "总额",
  "累计",
  "本页合计",
  "本页小计",
  "合計",
  "總計",
  "小計",
  "共計",
  "总合计",
  "総計",
  "総合計",
  "합계",
  "총계",
  "소계",
  "총합계",
  "المجموع",
  "الإجمالي",
  "סה״כ",
  'סה"כ',
  "รวม",
  "รวมทั้งสิ้น",
]);
/** Words that are one only beside a number: alone they may be somebody's number. */
const aggregates = new Set([
  "sum",
  "count",
  "average",
  "avg",
  "mean",
  "anzahl",
  "mittelwert",
  "moyenne",
  "promedio",
  "计数",
  "平均",
  "平均值",
  "数量合计",
]);
/** As the last word of a group's name, as in "Harlow Ltd Total". */
const groupEnd =
  /\S(?:\s+(?:total|subtotal|count|average|sum|ergebnis)|\s*(?:汇总|合计|小计|总计|合計|小計|計))$/;

const units =
  "rows?|records?|lines?|results?|items?|entries|entry|customers?|contacts?|accounts?|" +
  "orders?|invoices?|transactions?|interactions?|activities|responses?" +
  "|zeilen|datensätze|kunden|einträge|lignes|enregistrements|clients|filas|registros|" +
  "clientes|righe|rijen|rader|rækker|wierszy|řádků|строк|строки|записей|записи" +
  "|条|条记录|行|笔|个|家|位|项|名|筆|件|개|건|명";
const counted = new RegExp(`^[\\d.,\\s]+(?:${units})$`, "u");
const number =
  /^[-+(]?\s*(?:\p{Sc}|[a-z]{3}|kr\.?)?\s*[-+]?\d[\d.,'’/:\s-]*(?:%|\p{Sc}|[a-z]{3}|kr\.?|元)?\s*\)?$/u;

const footers: readonly RegExp[] = [
  /^(?:this )?(?:(?:report|file|list|data|export|extract|document) )?(?:was |is |as )?(?:generated|created|exported|printed|produced|prepared|downloaded|extracted|run)(?: (?:on|at|by|from|with|using)\b|\s*:|$)/,
  /^(?:report|export|run|print|creation|generated)[ -](?:date|time|generated|created|run|exported|printed|id|name|period)\b/,
  /^end of (?:the )?(?:report|file|list|data|export|document|records?)\b/,
  /^[-*=#<\s]{1,20}(?:the )?end(?: of \w+)?[-*=#>\s]{1,20}$/,
  /^eof$/,
  new RegExp(
    `^[-*=#(\\s]{0,20}\\d[\\d.,\\s]{0,20}(?:${units})(?: (?:affected|selected|returned|found|exported|in total|in set|total|shown).{0,30})?[-*=#).\\s]{0,20}$`,
    "u",
  ),
  /^(?:number of|no\. of|total number of|count of) (?:rows|records|lines|customers|contacts|orders|items|entries)\b/,
  /^(?:row|record|line)s?(?: count)?\s*[:=]\s*\d/,
  /^(?:page|seite|página|pagina|strona|strana|sida|oldal|страница|стр\.) \d+(?:\s*(?:of|\/|von|sur|de|di|van|z|av|из)\s*\d+)?$/,
  /^(?:copyright (?:\(c\)|©|\d{4}|by )|©|\(c\) \d{4})/,
  /^confidential(?:$|\s*[-:.]| information\b| and proprietary\b)/,
  /^all rights reserved/,
  /^powered by /,
  /^(?:source|data source|filters?|filtered by|notes?|disclaimer|legend|quelle|hinweis|filter|anmerkung|remarque|nota|fuente)\s*:/,
  /^as of [\d\p{L}]/u,
  /^(?:erstellt|exportiert|gedruckt|generiert|erzeugt) (?:am|von|um|mit|aus)\b/,
  /^(?:stand|druckdatum|exportdatum|erstellungsdatum)\s*:/,
  /^ende (?:des|der) /,
  /^(?:rapport |fichier )?(?:généré|exporté|imprimé|édité|créé) (?:le|par|depuis)\b/,
  /^fin (?:du|de la|del|de) (?:rapport|fichier|liste|informe|archivo|reporte)/,
  /^(?:generado|exportado|impreso|creado|gerado|impresso|esportato|generato|stampato|gegenereerd|geëxporteerd|wygenerowano|сформирован\S*|экспортировано|создано)(?: |:)/,
  /^(?:报表|报告|数据|文件|清单|表格|本表)?(?:导出|生成|打印|制表|统计|下载|查询|创建|匯出|列印|產生)(?:时间|日期|人|于|者|自|范围|条件|期间|時間|單位|单位)/,
  /^(?:本页|本页面|总|合计|全部)?共\s*[\d,]+\s*[条行笔个家位项名筆件]/,
  /^(?:数据来源|来源|备注|说明|注|注意|提示|页码|审核|制表|复核|单位|填表人|資料來源|備註|說明)\s*[:：]/,
  /^(?:第\s*\d+\s*[页頁](?:.{0,12})?|(?:报表|报告|文件|数据)?(?:结束|完毕|結束))$/,
  /^以上(?:数据|为|是|资料)/,
];

/** A cell as it is compared: compatible characters, small letters, without the marks around it. */
function plain(cell: string): string {
  return cell
    .normalize("NFKC")
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .trim()
    .toLowerCase()
    .replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, "");
}

/**
 * The word of a total without its marks and its count: "** Grand Totals (5700 records) **" is
 * "grand totals".
 */
function totalsWord(text: string): string {
  return text
    .replace(/^[*=\-–—#>\s]+(?=[^\d\s])/, "")
    .replace(/[*=\-–—#<\s]+$/, "")
    .replace(/\s*(?:[:：=]|\(|（)\s*[-+\p{Sc}\d.,\s]*(?:\p{L}+)?\s*[)）]?$/u, "")
    .replace(new RegExp(`\\s+(?:of\\s+)?[\\d.,]+\\s*(?:${units})$`, "u"), "")
    .trim();
}

const isNumber = (text: string) =>
  number.test(text) || counted.test(text) || /^[-–—.]+$/.test(text);

/**
 * Returns true for a row of totals: a word of totals, and beside it nothing but numbers, counts and
 * such words. `key` is the cell that alone makes a row, where there is such a one: where it is a
 * number, the row is a customer's.
 */
export function isTotals(cells: readonly string[], key = ""): boolean {
  if (isNumber(plain(key))) return false;
  const filled = cells.map(plain).filter((cell) => cell !== "");
  const isWord = (cell: string) => cell.length < 80 && totals.has(totalsWord(cell));
  const words = filled.filter(isWord);
  const rest = filled.filter((cell) => !isWord(cell));
  const numbers = rest.filter(isNumber);
  if (words.length > 0) return rest.length === numbers.length;
  if (numbers.length === 0 || rest.length !== numbers.length + 1) return false;
  const [label = ""] = rest.filter((cell) => !isNumber(cell));
  return label.length < 120 && (aggregates.has(totalsWord(label)) || groupEnd.test(label));
}

/**
 * Returns true for a note under or between the data: one phrase of a footer, with one value beside
 * it at most. `key` as above.
 */
export function isFooter(cells: readonly string[], key = ""): boolean {
  const [label, ...rest] = cells.map(plain).filter((cell) => cell !== "");
  if (plain(key) !== "" && plain(key) !== label) return false;
  return (
    label !== undefined &&
    rest.length < 2 &&
    label.length < 300 &&
    footers.some((footer) => footer.test(label))
  );
}

/** Returns true for a line of dashes or other marks. */
export function isRuledLine(cells: readonly string[]): boolean {
  return (
    cells.every((cell) => /^[-=_*~+.·—─━|\s]*$/.test(cell)) &&
    cells.some((cell) => cell.trim() !== "")
  );
}
