/** The options page: sign-in, language and colours, switched-on sites. */
import { start } from "../../pages/page.tsx";
import { Options } from "./options.tsx";

start(<Options />);
