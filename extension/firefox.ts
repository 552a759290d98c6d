/** Firefox's part of the manifest, beyond that of every browser. */
import type { UserManifest } from "wxt";

export const firefoxManifest: UserManifest = {
  browser_specific_settings: {
    gecko: {
      id: "{bfe5bc17-da28-48b6-8b42-fdf12d7cd416}",
      // The first that asks for the consent below when it installs, on computers and on phones
      // alike.
      strict_min_version: "142.0",
      // Sent to the company's own Worker and nowhere else: addresses and names of those one writes
      // with, subject and
      // time of what one logs, and the code that signs this browser in.
      data_collection_permissions: {
        required: ["personallyIdentifyingInfo", "personalCommunications", "authenticationInfo"],
      },
    },
  },
};
