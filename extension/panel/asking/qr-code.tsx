/** A link as a QR code, for showing it to somebody across the table. */
import { encode } from "uqr";
import { useTools } from "../tools.ts";

/** Draws the code black on white in either theme: cameras read no other. */
export function QrCode({ url }: { url: string }) {
  const { t } = useTools();
  const { size, data } = encode(url, { ecc: "M", border: 4 });
  const path = data
    .flatMap((row, y) => row.map((isBlack, x) => (isBlack ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t("panel.ask.qrOf")}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
