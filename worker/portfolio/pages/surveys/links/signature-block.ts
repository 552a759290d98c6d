/** A sentence with a link for a signature, as HTML and as plain text. */

export type SignatureBlock = { url: string; words: string; html: string; plain: string };

/** Makes the block: one paragraph without images, styles or a third party. */
export function blockOf(words: string, url: string): SignatureBlock {
  const paragraph = document.createElement("p");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = words;
  paragraph.append(link);
  return { url, words, html: paragraph.outerHTML, plain: `${words}\n${url}` };
}

/**
 * Copies a block: `rich` as what a signature's editor pastes, else its source. Returns false where
 * the browser refuses.
 */
export async function copyBlock(
  { html, plain }: SignatureBlock,
  kind: "rich" | "html" | "plain",
): Promise<boolean> {
  const part = (type: string, text: string) => [type, new Blob([text], { type })] as const;
  try {
    if (kind === "rich")
      await navigator.clipboard.write([
        new ClipboardItem(Object.fromEntries([part("text/html", html), part("text/plain", plain)])),
      ]);
    else await navigator.clipboard.writeText(kind === "html" ? html : plain);
    return true;
  } catch {
    return false;
  }
}
