/** Room that a text takes, so that labels keep apart. */

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/u;
type Pen = Pick<CanvasRenderingContext2D, "font" | "measureText">;
type Measure = { pen: Pen | null; family: string };
let measure: Measure | undefined;
const known = new Map<string, number>();

/** Finds what measures texts, in the font of the application around the charts. */
function findMeasure(): Measure {
  if (typeof OffscreenCanvas === "undefined") return { pen: null, family: "" };
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  const place = document.querySelector(".regards") ?? document.body;
  return { pen, family: getComputedStyle(place).fontFamily };
}

/** Returns the width of `text` in pixels, as bold as labels are; about so where nothing measures. */
export function textWidth(text: string, size = 12): number {
  measure ??= findMeasure();
  const { pen, family } = measure;
  if (pen === null)
    return [...text].reduce((sum, one) => sum + (wide.test(one) ? 1 : 0.6), 0) * size;
  const key = `${size} ${text}`;
  let width = known.get(key);
  if (width === undefined) {
    pen.font = `600 ${size}px ${family}`;
    width = pen.measureText(text).width;
    known.set(key, width);
  }
  return width;
}

/** Shortens `text` to `room` pixels with an ellipsis. */
export function fitText(text: string, room: number, size = 12): string {
  if (textWidth(text, size) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join("")}…`, size) > room) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}
