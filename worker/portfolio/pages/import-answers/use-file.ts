/** The chosen file, its mapping, and what it lacks before it can be stored. */
import { useMemo, useState } from "preact/hooks";
import type { DateOrder } from "../../../jobs/import/dates.ts";
import {
  answerCsv,
  dateOrderOf,
  type AnswerFile,
} from "../../../jobs/import/survey-files/answer-csv.ts";
import {
  type ColumnChoice,
  faultsOf,
  mapColumns,
  type MappedColumn,
  type MappingFault,
} from "../../../jobs/import/survey-files/propose-columns.ts";
import {
  readSurveyTable,
  type SurveyTable,
  UnreadableSurvey,
} from "../../../jobs/import/survey-files/survey-table.ts";
import { useTools } from "../../tools.ts";
import { type FileEncoding, NotRead, readFile } from "./read-file.ts";

export type Opened = {
  name: string;
  encoding: FileEncoding;
  /** True where the encoding is a guess, for the person to look at. */ isGuessed: boolean;
  table: SurveyTable;
};
/** A file that is not read: a code of `importAnswers.unreadable`, and the line where it breaks. */
export type Unread = { name: string; code: string; line: number };

export type Mapped = {
  columns: MappedColumn[];
  faults: MappingFault[];
  /** True where somebody has to say whether day or month comes first. */ isOrderOpen: boolean;
  order: DateOrder | null;
  /** Null while there are faults. */ answers: AnswerFile | null;
};

export type FileState = ReturnType<typeof useFile>;

export function useFile() {
  const { locale } = useTools();
  const [file, setFile] = useState<File | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [unread, setUnread] = useState<Unread | null>(null);
  const [choices, setChoices] = useState<ReadonlyMap<number, ColumnChoice>>(new Map());
  const [order, setOrder] = useState<DateOrder | null>(null);

  const open = async (next: File, told: FileEncoding | null = null) => {
    setFile(next);
    setUnread(null);
    setChoices(new Map());
    setOrder(null);
    try {
      const otherwise = locale === "zh_CN" ? "gb18030" : "windows-1252";
      const { text, ...read } = await readFile(next, told, otherwise);
      setOpened({ name: next.name, ...read, table: readSurveyTable(text) });
    } catch (thrown) {
      const isKnown = thrown instanceof NotRead || thrown instanceof UnreadableSurvey;
      const code = isKnown ? thrown.code : "no_text";
      const line = thrown instanceof UnreadableSurvey ? thrown.line : 1;
      setOpened(null);
      setUnread({ name: next.name, code, line });
    }
  };
  const mapped = useMemo(
    () => opened && mapOf(opened.table, choices, order),
    [opened, choices, order],
  );
  return {
    opened,
    unread,
    mapped,
    open,
    reopen: (encoding: FileEncoding) => file !== null && void open(file, encoding),
    choose: (at: number, choice: ColumnChoice) => setChoices(new Map([...choices, [at, choice]])),
    setOrder,
    close: () => {
      setFile(null);
      setOpened(null);
      setUnread(null);
    },
  };
}

function mapOf(
  table: SurveyTable,
  choices: ReadonlyMap<number, ColumnChoice>,
  chosen: DateOrder | null,
): Mapped {
  const columns = mapColumns(table, choices);
  const faults = faultsOf(columns);
  const found = dateOrderOf(table, columns);
  const isReady = faults.length === 0 && (!found.isOpen || chosen !== null);
  return {
    columns,
    faults,
    isOrderOpen: found.isOpen,
    order: found.order ?? chosen,
    answers: isReady ? answerCsv(table, columns) : null,
  };
}
