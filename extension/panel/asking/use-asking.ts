/** State of asking one person: which surveys may be asked, and the link once it is made. */
import { useEffect, useState } from "preact/hooks";
import type { Askable, InvitationVia, Refusal } from "../../../shared/contract/survey.ts";
import type { Person } from "../state.ts";
import { useTools } from "../tools.ts";
import type { Invited } from "./content-of.ts";
import { useAskingStarter } from "./asking-starter.ts";

export type AskableSurvey = Askable["surveys"][number];
export type Asking = {
  /** Null while it is being asked. */ askable: Askable | null;
  /** The survey that is chosen; null where none may be asked. */ survey: AskableSurvey | null;
  choose(id: string): void;
  /** One of the survey's languages; null for the customer's own. */
  language: string | null;
  setLanguage(language: string | null): void;
  made: Invited | null;
  refused: Refusal | null;
  /** Code of a failure; null where there was none. */ failure: string | null;
  isBusy: boolean;
  /** Makes the link unless it is made; null where it was refused or failed. */
  invite(via: InvitationVia): Promise<Invited | null>;
  takeBack(): Promise<boolean>;
};

/** Asks which surveys the person may be asked, once. */
function useAskable(address: string) {
  const { commands } = useTools();
  const [askable, setAskable] = useState<Askable | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void commands.askable(address, leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      if (answer.ok) setAskable(answer.value);
      else setFailure(answer.failure.code);
    });
    return () => leaving.abort();
  }, [address]);
  return { askable, failure, setFailure };
}

/** Returns the state of asking this person; `first` is the survey that is wanted. */
export function useAsking({ address }: Person, first: string): Asking {
  const { commands } = useTools();
  const starter = useAskingStarter();
  const { askable, failure, setFailure } = useAskable(address);
  const [chosen, setChosen] = useState(first);
  const [language, setLanguage] = useState<string | null>(null);
  const [made, setMade] = useState<Invited | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => setChosen(first), [first]);
  const open = (askable?.surveys ?? []).filter((one) => one.refusal === null);
  const survey = open.find(({ id }) => id === chosen) ?? open[0] ?? null;

  async function invite(via: InvitationVia): Promise<Invited | null> {
    if (made !== null) return made;
    if (survey === null || isBusy) return null;
    setBusy(true);
    setFailure(null);
    const wanted = language !== null && survey.languages.includes(language) ? language : null;
    const answer = await commands.invite(address, { surveyId: survey.id, language: wanted, via });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure.code);
      return null;
    }
    if (answer.value.outcome === "refused") {
      setRefused(answer.value.refusal);
      return null;
    }
    setMade(answer.value);
    starter.whenAsked?.();
    starter.whenAsked = null;
    return answer.value;
  }

  async function takeBack(): Promise<boolean> {
    if (made === null) return true;
    const end = await commands.withdrawInvitation(address, made.invitation.id);
    if (end.ok) setMade(null);
    else setFailure(end.code);
    return end.ok;
  }

  return {
    askable,
    survey,
    choose: setChosen,
    language,
    setLanguage,
    made,
    refused,
    failure,
    isBusy,
    invite,
    takeBack,
  };
}
