import "../../pages/languages.ts";
import "../../panel/styles/page.css";
import { startDocked } from "../../panel/docked.ts";

void startDocked(document);
