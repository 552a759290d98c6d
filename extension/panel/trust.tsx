/** Trust as a button that opens its explanation, with the four dimensions behind it. */
import { TrustBar, TrustDimensions, type TrustScore } from "../../shared/ui/trust.tsx";
import { Measure, Why } from "./explanation.tsx";
import { useTools } from "./tools.ts";

/** The trust row, and what is behind it once pressed. */
export function Trust({ trust }: { trust: TrustScore }) {
  const { t } = useTools();
  return (
    <>
      <Measure id="trust" className="trust" has={trust.explanation !== null}>
        <TrustBar trust={trust} />
      </Measure>
      <Why id="trust" title={t("panel.trust.why")} explanation={trust.explanation} kind="trust">
        <TrustDimensions dimensions={trust.dimensions} />
      </Why>
    </>
  );
}
