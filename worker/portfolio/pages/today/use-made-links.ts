/** Links made in Today: shown once, they stay although the next read leaves their people out. */
import { useState } from "preact/hooks";
import type { TodayProposal } from "../../../../shared/contract/answers.ts";

export type MadeLink = {
  one: TodayProposal;
  /** Place among those shown. */ at: number;
  invitationId: string;
  url: string;
};
export type MadeLinks = {
  of(proposalId: string): MadeLink | null;
  keep(made: MadeLink): void;
  release(proposalId: string): void;
  /** Returns those who are left to be asked, and those whose link is shown in their places. */
  among(fresh: readonly TodayProposal[]): readonly TodayProposal[];
};

/** Keeps links until they are taken back or the page is left. */
export function useMadeLinks(): MadeLinks {
  const [held, setHeld] = useState<readonly MadeLink[]>([]);
  const without = (all: readonly MadeLink[], id: string) =>
    all.filter(({ one }) => one.proposal.id !== id);
  return {
    of: (id) => held.find(({ one }) => one.proposal.id === id) ?? null,
    keep: (made) => setHeld((all) => [...without(all, made.one.proposal.id), made]),
    release: (id) => setHeld((all) => without(all, id)),
    among: (fresh) => {
      const ids = new Set(fresh.map(({ proposal }) => proposal.id));
      return held
        .filter(({ one }) => !ids.has(one.proposal.id))
        .toSorted((a, b) => a.at - b.at)
        .reduce((all, { one, at }) => all.toSpliced(at, 0, one), [...fresh]);
    },
  };
}
