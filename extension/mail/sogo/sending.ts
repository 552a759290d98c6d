/** Tells when SOGo has sent what is written: its composer says so for a second, and then closes. */

const sign = "[ng-switch-when=sent]";

/** Follows this composer: saving shows no such sign, and closing shows none at all. */
export function followComposer(composer: Element, sent: () => void): () => void {
  const observer = new MutationObserver((records) => {
    const isSent = records.some(({ addedNodes }) =>
      [...addedNodes].some((node) => (node as Partial<Element>).matches?.(sign) === true),
    );
    if (!isSent) return;
    observer.disconnect();
    sent();
  });
  observer.observe(composer, { childList: true, subtree: true });
  return () => observer.disconnect();
}
