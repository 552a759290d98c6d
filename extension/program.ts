/** Which program this build is for, known when it is built: what is of another program is not even in it. */

/** True in Thunderbird's build, where mail is shown by the program itself and no site is switched on. */
export const inThunderbird: boolean = (import.meta as ImportMeta & { env?: { BROWSER?: string } }).env?.BROWSER === "thunderbird";
