/** State of asking somebody who was drawn: the link once it is made, or why there is none. */
import { useState } from "preact/hooks";
import type { TodayProposal } from "../../../../shared/contract/answers.ts";
import type { DeclineReason } from "../../../../shared/contract/sampling.ts";
import type { Refusal } from "../../../../shared/contract/survey.ts";
import { answered, api, writing } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { type Tools, useTools } from "../../tools.ts";
import type { MadeLinks } from "./use-made-links.ts";

export type ProposalAsking = {
  isBusy: boolean;
  /** Null until it is made. */ url: string | null;
  /** Words of why they are not asked; null where nothing was refused. */ refused: string | null;
  ask(): Promise<void>;
  copy(): Promise<void>;
  takeBack(): Promise<void>;
  decline(reason: DeclineReason): Promise<void>;
};

const failing =
  ({ t, say }: Tools) =>
  (thrown: unknown) =>
    say(failureWords(thrown, t));

/** Declines a proposal and offers the way back. */
async function declined(
  id: string,
  reason: DeclineReason,
  tools: Tools,
  again: () => void,
): Promise<void> {
  const of = api.v1.proposals[":id"];
  const param = { id };
  await answered(of.decline.$post({ param, header: writing(), json: { reason } }));
  const reopen = () =>
    answered(of.reopen.$post({ param, header: writing() })).then(again, failing(tools));
  tools.say(tools.t("panel.toAsk.proof"), () => void reopen());
  again();
}

/** Returns what says a refusal: why, since when, and from when they may be asked. */
const refusalWords = ({ code, askedAt, until }: Refusal, { t, day }: Tools): string =>
  t(`codes.refusal.${code}`, {
    asked: askedAt === null ? "" : day(askedAt),
    until: until === null ? "" : day(until),
  });

/** `again` asks anew for what is left; `at` is the person's place among those shown. */
export function useProposal(
  one: TodayProposal,
  at: number,
  links: MadeLinks,
  again: () => void,
): ProposalAsking {
  const { customer, proposal } = one;
  const tools = useTools();
  const { t, say } = tools;
  const [isBusy, setBusy] = useState(false);
  const made = links.of(proposal.id);
  const [refused, setRefused] = useState<string | null>(null);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    await work().catch(failing(tools));
    setBusy(false);
  };
  const ask = async () => {
    const { surveyId, contactId } = proposal;
    const json = { surveyId, contactId, customerId: customer.id, via: "link" as const };
    const answer = await answered(api.v1.invitations.$post({ header: writing(), json }));
    if (answer.outcome === "invited")
      links.keep({ one, at, invitationId: answer.invitation.id, url: answer.url });
    else setRefused(refusalWords(answer.refusal, tools));
  };
  const takeBack = async () => {
    const param = { id: made?.invitationId ?? "" };
    await answered(api.v1.invitations[":id"].withdraw.$post({ param, header: writing() }));
    links.release(proposal.id);
    say(t("panel.toAsk.takenBack"));
    again();
  };
  return {
    isBusy,
    url: made?.url ?? null,
    refused,
    ask: () => run(ask),
    copy: () =>
      navigator.clipboard.writeText(made?.url ?? "").then(
        () => say(t("panel.toAsk.copied")),
        () => say(t("panel.toAsk.notCopied")),
      ),
    takeBack: () => run(takeBack),
    decline: (reason) => run(() => declined(proposal.id, reason, tools, again)),
  };
}
