/** The pages of the portfolio: their addresses, who may see them, and where their code is. */
import type { ComponentType } from "preact";
import type { Role } from "../../shared/contract/fields.ts";

export type PageModule = { default: ComponentType };
export type PageEntry = {
  /** Its words stand under `nav.<key>`. */
  key: string;
  path: string;
  /** Least role; lower ones neither see its link nor get its data. */
  least: Role;
  group: "work" | "book" | "settings";
  /** True for a page that links lead to, and not the navigation. */
  isHidden?: boolean;
  load(): Promise<PageModule>;
};

/** In the order of the navigation; the first that a role may see is its start. */
export const pages: readonly PageEntry[] = [
  {
    key: "today",
    path: "/today",
    least: "rep",
    group: "work",
    load: () => import("./pages/today/today.tsx"),
  },
  {
    key: "customers",
    path: "/customers",
    least: "rep",
    group: "work",
    load: () => import("./pages/customers/customers.tsx"),
  },
  {
    key: "customer",
    path: "/customers/:id",
    least: "viewer",
    group: "work",
    isHidden: true,
    load: () => import("./pages/customer/customer.tsx"),
  },
  {
    key: "surveys",
    path: "/surveys",
    least: "rep",
    group: "work",
    load: () => import("./pages/surveys/surveys.tsx"),
  },
  {
    key: "survey",
    path: "/surveys/:id",
    least: "rep",
    group: "work",
    isHidden: true,
    load: () => import("./pages/surveys/survey.tsx"),
  },
  {
    key: "followUps",
    path: "/follow-ups",
    least: "rep",
    group: "work",
    load: () => import("./pages/follow-ups/follow-ups.tsx"),
  },
  {
    key: "results",
    path: "/surveys/:id/results",
    least: "manager",
    group: "work",
    isHidden: true,
    load: () => import("./pages/results/results.tsx"),
  },
  {
    key: "answers",
    path: "/surveys/:id/results/answers",
    least: "manager",
    group: "work",
    isHidden: true,
    load: () => import("./pages/results/answers.tsx"),
  },
  {
    key: "sampling",
    path: "/asked",
    least: "manager",
    group: "work",
    isHidden: true,
    load: () => import("./pages/sampling/sampling.tsx"),
  },
  {
    key: "value",
    path: "/value",
    least: "manager",
    group: "book",
    load: () => import("./pages/value/value.tsx"),
  },
  {
    key: "rfm",
    path: "/rfm",
    least: "manager",
    group: "book",
    load: () => import("./pages/rfm/rfm.tsx"),
  },
  {
    key: "loyalty",
    path: "/loyalty",
    least: "manager",
    group: "book",
    load: () => import("./pages/loyalty/loyalty.tsx"),
  },
  {
    key: "satisfaction",
    path: "/satisfaction",
    least: "manager",
    group: "book",
    load: () => import("./pages/satisfaction/satisfaction.tsx"),
  },
  {
    key: "actions",
    path: "/actions",
    least: "manager",
    group: "book",
    load: () => import("./pages/actions/actions.tsx"),
  },
  {
    key: "resources",
    path: "/resources",
    least: "manager",
    group: "book",
    load: () => import("./pages/resources/resources.tsx"),
  },
  {
    key: "review",
    path: "/review",
    least: "manager",
    group: "book",
    load: () => import("./pages/review/review.tsx"),
  },
  {
    key: "importAnswers",
    path: "/import-answers",
    least: "manager",
    group: "book",
    load: () => import("./pages/import-answers/import-answers.tsx"),
  },
  {
    key: "policy",
    path: "/policy",
    least: "admin",
    group: "settings",
    load: () => import("./pages/policy/policy.tsx"),
  },
  {
    key: "measures",
    path: "/measures",
    least: "viewer",
    group: "settings",
    load: () => import("./pages/measures/measures.tsx"),
  },
];
