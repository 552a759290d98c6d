/** Starts the portfolio. */
import { render } from "preact";
import "../../shared/ui/styles/tokens.css";
import "../../shared/ui/styles/base.css";
import "../../shared/ui/styles/controls.css";
import "../../shared/ui/styles/scores.css";
import "../../shared/ui/styles/card.css";
import "./styles/frame.css";
import "./styles/parts.css";
import "./styles/list.css";
import "./styles/record.css";
import { App } from "./app.tsx";
import "./languages.ts";

const root = document.getElementById("root");
if (root !== null) render(<App />, root);
