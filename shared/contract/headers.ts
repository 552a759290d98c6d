/** Headers of the API that its routes do not declare one by one. */

/** Reads pass the D1 bookmark of the caller's last write, so that a replica never hides it. */
export const bookmarkHeader = "X-Bookmark";
