/** The way from Today to the form that asks: a card that is opened with it. */
let wanted: { address: string; surveyId: string } | null = null;

/** Has the next card of an address open the form with a survey chosen. */
export function wantAsking(address: string, surveyId: string): void {
  wanted = { address: address.toLowerCase(), surveyId };
}

/** Returns the survey that is wanted of an address, once; null where none is. */
export function takeWanted(address: string): string | null {
  const found = wanted?.address === address.toLowerCase() ? wanted.surveyId : null;
  if (found !== null) wanted = null;
  return found;
}
