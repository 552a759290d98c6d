/** The figures of an action, as charts of actions take them. */
import type { ActionsBody } from "../../../../shared/contract/snapshot.ts";
import type { ViewProps } from "../dashboards/dashboard.tsx";

export type ActionRow = ActionsBody["actions"][number];
/** Rows of one tier, or of all, and the name of a row's action. */
export type ActionsProps = ViewProps<"actions"> & {
  rows: ActionRow[];
  nameOf(row: ActionRow): string;
};
