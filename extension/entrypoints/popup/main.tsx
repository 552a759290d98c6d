/** The toolbar's popup: this site on or off, what waits to be sent, who is signed in. */
import { start } from "../../pages/page.tsx";
import { Popup } from "./popup.tsx";

start(<Popup />);
