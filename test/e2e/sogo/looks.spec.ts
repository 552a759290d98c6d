/** Where the panel is beside SOGo's mail. Each look is for looking at: `npm run gallery`. */
import { test } from "../fixtures.ts";
import { pictures, plainLook } from "../pictures.ts";
import { openInSogo, signInToSogo } from "../sogo-desk.ts";

test("overlay stands beside the mail when SOGo's window is wide, and is the slim tab when it is narrow [sogo: thread · real]", async ({
  sogo,
  rig,
  worker,
  profile,
}) => {
  test.setTimeout(180_000);
  await pictures(
    "sogo",
    { worker, profile, user: rig.user },
    async (page) => {
      await signInToSogo(page, sogo, rig);
      await openInSogo(page, "outage");
    },
    plainLook,
  );
});
