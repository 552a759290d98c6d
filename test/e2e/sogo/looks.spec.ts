/** Where the panel is beside SOGo's mail. Each look is for looking at: `npm run gallery`. */
import { test } from "../fixtures.ts";
import { pictures, plainLook } from "../pictures.ts";
import { openInSogo, signInToSogo } from "../sogo-desk.ts";

test("panel is beside the mail when SOGo is wide, a slim tab when narrow [sogo: thread · real]", async ({
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
