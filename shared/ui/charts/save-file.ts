/** Saves what the page made as a file of the reader's. */

const unsafe = /[\\/:*?"<>|\p{Cc}]+/gu;

/** Offers `blob` as a download. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name.replace(unsafe, " ").trim();
  link.click();
  // The browser has taken the address by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
