/** Links of a survey beyond the panel: a file for a mail program, and one for signatures. */
import type { Survey } from "../../../../../shared/contract/survey.ts";
import { useTools } from "../../../tools.ts";
import { MailFile } from "./mail-file.tsx";
import { SignatureLinks } from "./signature-links.tsx";

export function Links({ survey }: { survey: Survey }) {
  const { t } = useTools();
  if (survey.isArchived) return <p class="muted">{t("surveys.links.archived")}</p>;
  return (
    <div class="surveys">
      <MailFile survey={survey} />
      <SignatureLinks survey={survey} />
    </div>
  );
}
