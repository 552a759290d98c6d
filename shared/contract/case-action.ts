/** Key of the action that an open case is; it stands in no policy's catalogue. */
export const CASE_ACTION = "follow_up";
