/**
 * Which program this build is for, known when it is built: what is of another program is not even
 * in it.
 */

const program = (import.meta as ImportMeta & { env?: { BROWSER?: string } }).env?.BROWSER;
/**
 * True in Thunderbird's build, where mail is shown by the program itself and no site is switched
 * on.
 */
export const inThunderbird: boolean = program === "thunderbird";
/**
 * True in Firefox's build, where what stands in a page is seen by the sheet `firefox.css` alone.
 */
export const inFirefox: boolean = program === "firefox";
