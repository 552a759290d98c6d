/** A chart as a PNG, in the colours that the reader sees. */

/** Properties of a mark that styles may set; an image has no style sheet of the page. */
const drawn = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
  "visibility",
  "paint-order",
];
const scale = 2;
const margin = 16;

/** Returns a copy that carries its computed look as attributes. */
function resolved(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll("*")];
  for (const [index, original] of [svg, ...svg.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(original);
    const one = copies[index];
    for (const name of drawn) one?.setAttribute(name, style.getPropertyValue(name));
    one?.removeAttribute("class");
    one?.removeAttribute("style");
    one?.removeAttribute("href");
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return copy;
}

async function imageOf(svg: SVGSVGElement): Promise<HTMLImageElement> {
  const image = new Image();
  const text = new XMLSerializer().serializeToString(resolved(svg));
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  return image;
}

/** Draws `title`, `subtitle` and the chart on the paper that the chart stands on. */
export async function pngOf(svg: SVGSVGElement, title: string, subtitle: string): Promise<Blob> {
  const image = await imageOf(svg);
  const style = getComputedStyle(svg);
  const colourOf = (name: string) => style.getPropertyValue(name).trim();
  const head = 52;
  const width = svg.width.baseVal.value;
  const height = svg.height.baseVal.value;
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * margin) * scale;
  canvas.height = (height + head + 2 * margin) * scale;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("No canvas to draw on");
  pen.scale(scale, scale);
  pen.fillStyle = colourOf("--paper");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.textBaseline = "top";
  pen.fillStyle = colourOf("--ink");
  pen.font = `600 16px ${style.fontFamily}`;
  pen.fillText(title, margin, margin, width);
  pen.fillStyle = colourOf("--ink-2");
  pen.font = `12px ${style.fontFamily}`;
  pen.fillText(subtitle, margin, margin + 24, width);
  pen.drawImage(image, margin, margin + head, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("The picture is too large to save"));
      else resolve(blob);
    }, "image/png");
  });
}
