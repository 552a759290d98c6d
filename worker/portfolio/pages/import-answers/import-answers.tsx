/** Answers of surveys held elsewhere: a file, which column is what, and whose nobody knows yet. */
import { useState } from "preact/hooks";
import { PageHead } from "../../frame/page-head.tsx";
import { useTools } from "../../tools.ts";
import { DropFile } from "./drop-file.tsx";
import { Mapping } from "./mapping.tsx";
import { Result, StoringBar } from "./result.tsx";
import { useFile } from "./use-file.ts";
import { useStore } from "./use-store.ts";
import { Waiting } from "./waiting.tsx";
import "../../styles/import-answers.css";

export default function ImportAnswers() {
  const { t } = useTools();
  const file = useFile();
  const [turn, setTurn] = useState(0);
  const { storing, store, undo, begin } = useStore(() => setTurn((before) => before + 1));
  const again = () => {
    begin();
    file.close();
  };
  const isMapping = storing.step === "mapping";
  return (
    <div class="import-answers">
      <PageHead title={t("nav.importAnswers")} lead={t("importAnswers.lead")} />
      {isMapping && (
        <DropFile
          open={(chosen) => void file.open(chosen)}
          name={file.opened?.name ?? null}
          unread={file.unread}
        />
      )}
      {isMapping && file.opened !== null && file.mapped !== null && (
        <Mapping
          file={file}
          opened={file.opened}
          mapped={file.mapped}
          error={storing.error}
          store={(answers) => void store(answers, file.mapped?.order ?? null)}
        />
      )}
      {storing.step === "storing" && <StoringBar done={storing.done} of={storing.of} />}
      {!isMapping && storing.step !== "storing" && (
        <Result storing={storing} undo={undo} again={again} />
      )}
      <Waiting turn={turn} />
    </div>
  );
}
