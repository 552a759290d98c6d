/**
 * The deployment is set up wrongly. The message names settings and never their values: it goes to
 * the log as it is.
 */
export class Misconfigured extends Error {
  override readonly name = "Misconfigured";
}
