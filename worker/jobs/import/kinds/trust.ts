/**
 * Answers to the trust questionnaire, 1 (not at all) to 7 (fully) a dimension, each with an id of
 * its own.
 */
import { v7 as newId } from "uuid";
import { dimensionName, type DimensionName } from "../../../../shared/contract/fields.ts";
import { importedTrust } from "../../../store/imports/trust.ts";
import { storeFacts } from "../facts.ts";
import type { Kind } from "../kind.ts";
import { readResponse, responseFields } from "./response-fields.ts";

const headers: Readonly<Record<DimensionName, string[]>> = {
  professionalism: ["professional trust", "reliability", "职业信任"],
  expertise: ["competence", "professional knowledge", "专业信任"],
  rapport: ["relationship", "personal trust", "关系信任"],
  benefit: ["benefits", "mutual benefit", "利益信任"],
};
const dimensions = dimensionName.options;

export const trust: Kind = {
  rowsAtOnce: 2000,
  fields: responseFields(
    dimensions.map((name) => ({ name, form: "text" as const, headers: headers[name] })),
  ),
  needs: ["customer", "address"].flatMap((who) =>
    dimensions.map((dimension) => ["externalId", who, dimension, "date"]),
  ),

  batch: (setting) => (rows) =>
    storeFacts(setting, rows, {
      read(row) {
        const given = dimensions
          .map((dimension) => [dimension, row.whole(dimension, 1, 7)] as const)
          .filter(([, value]) => value !== null);
        if (given.length === 0)
          row.refuse(
            dimensions.find((dimension) => row.has(dimension)) ?? "professionalism",
            "no dimension is answered",
          );
        return {
          ...readResponse(row),
          answers: JSON.stringify(Object.fromEntries(given)),
        };
      },
      known: importedTrust.known,
      store: async (facts) =>
        importedTrust.add(
          setting.db,
          facts.map((fact) => ({ ...fact, id: newId() })),
          setting.importId,
          setting.now,
        ),
    }),
};
