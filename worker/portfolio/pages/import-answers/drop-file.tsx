/** The place where a file is chosen, or dropped. */
import { useRef, useState } from "preact/hooks";
import { useTools } from "../../tools.ts";
import type { Unread } from "./use-file.ts";

export function DropFile({
  open,
  name,
  unread,
}: {
  open(file: File): void;
  /** Of the file that is open. */ name: string | null;
  unread: Unread | null;
}) {
  const { t } = useTools();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => {
    const [file] = files ?? [];
    if (file !== undefined) open(file);
  };
  return (
    <section
      class="sheet drop-file"
      aria-labelledby="file"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <div class="grow">
        <h2 id="file">{name ?? t("importAnswers.file.title")}</h2>
        <p class="muted">{t("importAnswers.file.lead")}</p>
      </div>
      <input
        ref={input}
        class="hidden"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept=".csv,.tsv,.txt,.gz,text/csv"
        onChange={({ currentTarget }) => {
          take(currentTarget.files);
          // The same file may be chosen again once it was mended.
          currentTarget.value = "";
        }}
      />
      <button
        type="button"
        class={name === null ? "button primary" : "button"}
        onClick={() => input.current?.click()}
      >
        {t(name === null ? "importAnswers.file.choose" : "importAnswers.file.other")}
      </button>
      {unread !== null && (
        <p class="notice bad wide" role="alert">
          <bdi>{unread.name}</bdi>:{" "}
          {t(`importAnswers.unreadable.${unread.code}`, { line: unread.line })}
        </p>
      )}
    </section>
  );
}
