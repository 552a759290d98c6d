/**
 * Milliseconds between two looks at what a person waits for. Playwright's own grow to a second at
 * once, which is most of what a test of a quick panel would take.
 */
export const intervals = [30, 50, 80, 120, 200];
