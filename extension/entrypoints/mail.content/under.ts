/** What of the page lies under the panel, found by hit tests: some pages are made of boxes that no margin of the page moves. */

/** Points of the panel that are tried, across and down. */
const across = [0.02, 0.5, 0.98], down = [0.02, 0.15, 0.3, 0.5, 0.7, 0.85, 0.98];
/** Boxes that are rounded may touch, CSS pixels. */
const touching = 1;

/** The page's elements under an element of ours, the front ones first at each point. */
function elementsUnder(host: HTMLElement): Element[] {
  const { left, top, width, height } = host.getBoundingClientRect(), page = host.ownerDocument;
  const found = across.flatMap((x) => down.flatMap((y) => page.elementsFromPoint(left + width * x, top + height * y)));
  return [...new Set(found)].filter((one) => one !== host && one !== page.documentElement && one !== page.body);
}

/** Returns true where a part of the page lies under the panel. */
export function isUnder(host: HTMLElement, part: Element): boolean {
  const { left } = host.getBoundingClientRect(), { right } = part.getBoundingClientRect();
  return right > left + touching && elementsUnder(host).some((one) => part.contains(one));
}

/** The outermost boxes out of the page's flow that begin beside the panel and reach under it. */
export function boxesUnder(host: HTMLElement): HTMLElement[] {
  const edge = host.getBoundingClientRect().left, page = host.ownerDocument;
  const reaches = (element: Element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < edge && right > edge + touching && /absolute|fixed/.test(getComputedStyle(element).position);
  };
  const boxes = elementsUnder(host).flatMap((element) => {
    let outer: Element | null = null;
    for (let at: Element | null = element; at !== null && at !== page.body; at = at.parentElement) if (reaches(at)) outer = at;
    return outer === null ? [] : [outer as HTMLElement];
  });
  return [...new Set(boxes)];
}
