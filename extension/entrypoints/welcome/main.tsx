/**
 * The welcome page: what this is, pairing, a sample thread with the live panel, and how to go on
 * in one's own mail.
 */
import { start } from "../../pages/page.tsx";
import { readFragment } from "./fragment.ts";
import { Welcome } from "./welcome.tsx";

start(<Welcome asked={readFragment()} />);
