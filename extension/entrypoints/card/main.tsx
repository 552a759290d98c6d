/**
 * Thunderbird's buttons on a message and on what is written: the same card, where no script stands
 * beside the mail.
 */
import { start } from "../../pages/page.tsx";
import { Shown } from "./shown.tsx";

start(<Shown />);
