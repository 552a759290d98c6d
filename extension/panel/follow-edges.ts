/**
 * Marks on scrolling areas that tell the sheet at which edges something is out of sight, and how
 * wide the scrollbar's room is.
 */

/** Areas that scroll, by their classes. */
const areas = ".scroll, .empty";

function mark(area: HTMLElement): void {
  const { scrollTop, clientHeight, scrollHeight } = area;
  area.toggleAttribute("data-above", scrollTop > 1);
  area.toggleAttribute("data-below", scrollTop + clientHeight < scrollHeight - 1);
  area.style.setProperty("--gutter", `${area.offsetWidth - area.clientWidth}px`);
}

/** Follows the scrolling areas of the panel. Returns the way to stop. */
export function followEdges(panel: HTMLElement): () => void {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const area = target.closest<HTMLElement>(areas);
      if (area !== null) mark(area);
    }
  });
  /** Contents grow without their area: each section is watched, too. */
  const watch = () => {
    sizes.disconnect();
    for (const area of panel.querySelectorAll(areas))
      for (const one of [area, ...area.children]) sizes.observe(one);
  };
  const changes = new MutationObserver(watch);
  const scrolled = ({ target }: Event) => {
    if (target instanceof HTMLElement && target.matches(areas)) mark(target);
  };
  panel.addEventListener("scroll", scrolled, { capture: true, passive: true });
  changes.observe(panel, { childList: true, subtree: true });
  watch();
  return () => {
    panel.removeEventListener("scroll", scrolled, { capture: true });
    changes.disconnect();
    sizes.disconnect();
  };
}
