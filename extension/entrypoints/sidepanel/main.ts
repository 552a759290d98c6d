import "../../pages/languages.ts";
import "../../panel/styles/page.css";
import { startSide } from "../../panel/side.tsx";

void startSide(document);
