/** The reading half of Punycode: browsers write it (through URL) but offer no way back. */
import { decode } from "punycode/punycode.es6.js";

function readableLabel(label: string): string {
  if (!label.startsWith("xn--")) return label;
  try {
    return decode(label.slice(4));
  } catch {
    return label;
  }
}

/**
 * A lower-case ASCII domain as people see it ("xn--bcher-kva.example" → "bücher.example"); labels
 * that cannot be read stay.
 */
export function readableDomain(domain: string): string {
  return domain.split(".").map(readableLabel).join(".");
}
