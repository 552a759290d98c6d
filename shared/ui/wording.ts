/** Words and formats of the reader's language, given by the application that shows a component. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export type Wording = {
  /** A sentence by its key, its gaps filled. */
  t(key: string, parameters?: Record<string, number | string>): string;
  number(value: number, digits?: number): string;
  /** A number with its sign and exactly so many decimals. */
  signed(value: number, digits: number): string;
  /** Decimals of the book's currency, and an amount in major units with exactly so many. */
  decimals: number;
  exactMoney(major: number, digits: number): string;
  /** Minor units of the book's currency. */
  money(minor: number): string;
  /** A share of 0 to 1. */
  percent(share: number): string;
  /** The day of an instant, and its time where that is today. */
  day(iso: string): string;
  moment(iso: string): string;
  /** A day of the calendar that something is due: "Friday". */
  due(date: string): string;
};

export const WordingContext = createContext<Wording | null>(null);

/** Returns the wording of the application around this component. */
export function useWording(): Wording {
  const wording = useContext(WordingContext);
  if (wording === null) throw new Error("No WordingContext around this component");
  return wording;
}
