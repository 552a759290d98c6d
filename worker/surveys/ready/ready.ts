/** The surveys that come with Regards, by their ids. */
import type { SurveyBody } from "../../../shared/contract/survey.ts";
import { afterContact } from "./after-contact.ts";
import { effort } from "./effort.ts";
import { relationship } from "./relationship.ts";
import { trust } from "./trust.ts";

export const readySurveys: Readonly<Record<string, SurveyBody>> = {
  after_contact: afterContact,
  relationship,
  trust,
  effort,
};
