/** Headers of the API that its routes do not declare one by one. */

/** Reads pass the D1 bookmark of the caller's last write, so that a replica never hides it. */
export const bookmarkHeader = "X-Bookmark";

/** Marks the calls of the portfolio's own pages: no other site's page can send it. */
export const pageHeader = "X-Regards";
