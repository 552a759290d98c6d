/** The Worker by a clock that runs ahead: what happens when time passes, in a whole local Worker. */
import worker from "../../worker/index.ts";

/** Given by the build. */
declare const MILLISECONDS_AHEAD: number;

const now = Date.now.bind(Date);
Date.now = () => now() + MILLISECONDS_AHEAD;

export default worker;
