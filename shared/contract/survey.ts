/** Surveys as data: questions and texts, in versions. */
import { z } from "@hono/zod-openapi";
import { language } from "./customer-edits.ts";
import { dimensionName, id, instant, note, text } from "./fields.ts";
import { surveyFaults, surveyLimits, type SurveyFault } from "../surveys/survey-faults.ts";

/** Name of a survey, or of a question or option within one, whatever its texts become. */
export const surveyKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .openapi({ example: "after_contact" });

/** A text on one line in each language of its survey, by language. */
const said = (max: number) => z.record(language, text(max));
/** A text of several lines in each language of its survey, by language. */
const told = (max: number) => z.record(language, note(max));

const asked = {
  key: surveyKey,
  label: said(surveyLimits.label),
  /** A question that must be answered before the answer is sent. */
  required: z.boolean(),
};
/** Meanings of the lowest and the highest score. */
const ends = { low: said(surveyLimits.end), high: said(surveyLimits.end) };

export const question = z
  .discriminatedUnion("kind", [
    /** 0–10: how likely to recommend. */
    z.strictObject({ ...asked, ...ends, kind: z.literal("nps") }),
    /** 1–5: how satisfied. */
    z.strictObject({ ...asked, ...ends, kind: z.literal("csat") }),
    /** 1–7: how much they agree that it was easy. */
    z.strictObject({ ...asked, ...ends, kind: z.literal("ces") }),
    /** 1–7: how good one thing is that may drive satisfaction. */
    z.strictObject({ ...asked, ...ends, kind: z.literal("driver") }),
    /** 1–7: how much they agree with a statement of a dimension; of a reversed one 7 is distrust. */
    z.strictObject({
      ...asked,
      ...ends,
      kind: z.literal("trust"),
      dimension: dimensionName,
      isReversed: z.boolean(),
    }),
    /** A scale of the company's own. */
    z.strictObject({
      ...asked,
      ...ends,
      kind: z.literal("scale"),
      from: z.int().min(0).max(1),
      to: z.int().min(2).max(10),
    }),
    z.strictObject({
      ...asked,
      kind: z.literal("choice"),
      isMultiple: z.boolean(),
      options: z
        .array(z.strictObject({ key: surveyKey, label: said(surveyLimits.option) }))
        .min(2)
        .max(surveyLimits.options),
    }),
    /** Their own words; those of the first such question are the comment of each metric. */
    z.strictObject({ ...asked, kind: z.literal("text") }),
  ])
  .openapi("Question");
export type Question = z.infer<typeof question>;

const survey = z.strictObject({
  /** Its name for us; the customer never reads it. */
  name: text(surveyLimits.name),
  /** The first is the one that is fallen back to. */
  languages: z.array(language).min(1).max(surveyLimits.languages),
  title: said(surveyLimits.title),
  /** Empty where nothing stands above the questions. */
  intro: told(surveyLimits.intro),
  /** The sentence that stands before the link in a message. */
  invitation: told(surveyLimits.invitation),
  questions: z.array(question).min(1).max(surveyLimits.questions),
  /** Thanks by the first metric's score; `middle` where there is none. */
  thanks: z.strictObject({
    low: told(surveyLimits.thanks),
    middle: told(surveyLimits.thanks),
    high: told(surveyLimits.thanks),
  }),
  /** Offers "please call me", which opens a case. */
  offersCall: z.boolean(),
});
export type SurveyBody = z.infer<typeof survey>;

/** Words of each fault, for whoever calls the API. */
function faultWords(found: SurveyFault): string | null {
  if (found.fault === "missing_text")
    return `has no text in ${found.language}; every language of the survey needs one`;
  if (found.fault === "language_twice") return "stands twice among the languages";
  if (found.fault === "key_twice") return "is the key of an earlier question";
  if (found.fault === "second_metric")
    return `${found.kind.toUpperCase()} is asked once in a survey`;
  if (found.fault === "too_many_drivers")
    return `has ${found.count} driver questions; ${surveyLimits.drivers} are allowed`;
  if (found.fault === "option_twice") return "has two options of the same key";
  // The schema of the parts says the others.
  return null;
}

/** Refuses a survey whose parts each are allowed and that cannot be asked as a whole. */
function checkSurvey(body: SurveyBody, check: z.RefinementCtx): void {
  for (const found of surveyFaults(body)) {
    const message = faultWords(found);
    if (message !== null) check.addIssue({ code: "custom", path: found.path, message });
  }
}

/** A survey as it is saved: a version of it. */
export const surveyBody = survey.superRefine(checkSurvey).openapi("SurveyBody");

export const surveySummary = z
  .strictObject({
    id: surveyKey,
    version: z.int().min(1),
    /** The four that come with Regards; the company may edit them. */
    isReady: z.boolean(),
    savedAt: instant.nullable(),
    savedBy: z.string().nullable(),
    isArchived: z.boolean(),
    body: survey,
  })
  .openapi("Survey");
export type Survey = z.infer<typeof surveySummary>;
export const surveys = z.strictObject({ surveys: z.array(surveySummary) }).openapi("Surveys");

/** A survey that is being made, as its page would look: texts may be missing yet. */
export const newSurveyPreview = z
  .strictObject({
    body: survey
      .omit({ name: true })
      .extend({ questions: z.array(question).max(surveyLimits.questions) }),
    /** One of the survey's. */
    language,
  })
  .openapi("NewSurveyPreview");
/** The page of a survey as a customer would see it; nothing can be sent from it. */
export const surveyPreview = z.strictObject({ html: z.string() }).openapi("SurveyPreview");

/** Versions of a survey, the newest first. */
export const surveyVersions = z
  .strictObject({
    versions: z.array(
      z.strictObject({
        version: z.int().min(1),
        savedAt: instant.nullable(),
        savedBy: z.string().nullable(),
        /** Answers that were given to it, whatever became of them. */
        answers: z.int().min(0),
        body: survey,
      }),
    ),
  })
  .openapi("SurveyVersions");
export type SurveyVersions = z.infer<typeof surveyVersions>;

/** A version to be saved over version `basedOn`; null for a new survey. */
export const newSurveyVersion = z
  .strictObject({ basedOn: z.int().min(1).nullable(), body: surveyBody })
  .openapi("NewSurveyVersion");

/** Codes of why somebody is not asked. */
export const refusalCode = z.enum([
  /** Consent is `no`. */
  "no_consent",
  "opted_out",
  /** Asked by us, over all surveys, in the policy's `personDays` or the 24 hours beneath them. */
  "asked_recently",
  /** A survey with trust questions was asked of them in the policy's `trustDays`. */
  "trust_asked_recently",
  /** The share of the company's contacts that may be asked in a quarter. */
  "company_share",
  /** A case of theirs is not resolved. */
  "open_case",
  "archived",
]);
export type RefusalCode = z.infer<typeof refusalCode>;

/** One that is not asked: why, since when, and from when they may be; null where never by itself. */
export const refusal = z.strictObject({
  code: refusalCode,
  askedAt: instant.nullable(),
  until: instant.nullable(),
});
export type Refusal = z.infer<typeof refusal>;

/** Ways to hand a link over; a signature's is of no contact. */
export const invitationVia = z.enum(["draft", "link", "qr", "file"]);
export type InvitationVia = z.infer<typeof invitationVia>;

export const newInvitation = z
  .strictObject({
    surveyId: surveyKey,
    customerId: id,
    contactId: id,
    /** One of the survey's; null for the customer's own, else the survey's first. */
    language: language.nullable().default(null),
    via: invitationVia,
  })
  .openapi("NewInvitation");
export type NewInvitation = z.input<typeof newInvitation>;

export const invitation = z.strictObject({
  id,
  surveyId: surveyKey,
  version: z.int().min(1),
  language,
  createdAt: instant,
  expiresAt: instant,
});
/** An invitation, or why there is none; a refusal is an answer, not an error, and is stored. */
export const invitationAnswer = z
  .discriminatedUnion("outcome", [
    z.strictObject({
      outcome: z.literal("invited"),
      invitation,
      /** Shown once: only a hash of its token is kept. */
      url: z.url(),
      /** The address for `List-Unsubscribe`, with `List-Unsubscribe-Post` (RFC 8058). */
      unsubscribeUrl: z.url(),
      /** The words in the message, in the invitation's language. */
      sentence: z.string(),
      /** The first question where it is a row of scores: each has a link of its own. */
      row: z
        .strictObject({
          label: z.string(),
          low: z.string(),
          high: z.string(),
          scores: z.array(z.int()),
        })
        .nullable(),
    }),
    z.strictObject({ outcome: z.literal("refused"), refusal }),
  ])
  .openapi("InvitationAnswer");
export type InvitationAnswer = z.infer<typeof invitationAnswer>;

/** A link of the company, for signatures: who answers by it is nobody's contact. */
export const surveyLink = z
  .strictObject({ id, language, createdAt: instant, endedAt: instant.nullable() })
  .openapi("SurveyLink");
export const surveyLinks = z.strictObject({ links: z.array(surveyLink) }).openapi("SurveyLinks");
export const newSurveyLink = z.strictObject({ language }).openapi("NewSurveyLink");
/** Shown once: only a hash of its token is kept. */
export const madeSurveyLink = surveyLink.extend({ url: z.url() }).openapi("MadeSurveyLink");

/** May each survey be asked of a contact: read before a button is offered. */
export const askable = z
  .strictObject({
    surveys: z.array(
      z.strictObject({
        id: surveyKey,
        name: z.string(),
        languages: z.array(language),
        isReady: z.boolean(),
        /** True where its first question is answered by a score: a row of scores can stand for it. */
        hasRow: z.boolean(),
        refusal: refusal.nullable(),
      }),
    ),
    /** The newest invitation of the contact, with what became of it. */
    last: z
      .strictObject({
        id,
        surveyId: surveyKey,
        at: instant,
        answeredAt: instant.nullable(),
        expiresAt: instant,
      })
      .nullable(),
    isOptedOut: z.boolean(),
  })
  .openapi("Askable");
export type Askable = z.infer<typeof askable>;
