/** Trust in two rows, the customer's own figure and ours, each a button that opens why. */
import {
  OurTrustBar,
  TrustBar,
  TrustBook,
  TrustDimensions,
  type TrustScore,
} from "../../shared/ui/trust.tsx";
import { Measure, Why } from "./explanation.tsx";
import { useTools } from "./tools.ts";

/** The rows of trust, and what is behind each once pressed. */
export function Trust({ trust }: { trust: TrustScore }) {
  const { t } = useTools();
  const { ours, book } = trust;
  return (
    <>
      <Measure id="trust" className="trust" has={trust.explanation !== null}>
        <TrustBar trust={trust} />
      </Measure>
      {ours !== undefined && ours.score !== null && (
        <Measure id="ours" className="trust ours" has={ours.explanation !== null}>
          <OurTrustBar ours={ours} />
        </Measure>
      )}
      <Why
        id="trust"
        title={t("panel.trust.why")}
        explanation={trust.explanation}
        kind="trust"
        footnote={book !== undefined && <TrustBook book={book} />}
      >
        <TrustDimensions dimensions={trust.dimensions} />
      </Why>
      {ours !== undefined && (
        <Why
          id="ours"
          title={t("panel.trust.oursWhy")}
          explanation={ours.explanation}
          kind="ours"
          footnote={<p class="meta">{t("panel.trust.oursApart")}</p>}
        >
          <TrustDimensions dimensions={ours.dimensions} />
        </Why>
      )}
    </>
  );
}
