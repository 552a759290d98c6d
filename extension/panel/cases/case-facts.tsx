/** A case in words: score, the beginning of their comment, and by when. */
import { useEffect } from "preact/hooks";
import type { OpenCase } from "../../../shared/contract/card.ts";
import { useTools } from "../tools.ts";
import { dueIn, isOverdue, saidIn } from "./case-words.ts";

/** `hasOwner` where it may be a colleague's. */
export function CaseFacts({ one, hasOwner }: { one: OpenCase; hasOwner: boolean }) {
  const tools = useTools();
  const { t, commands } = tools;
  useEffect(() => {
    const saw = () => {
      if (document.visibilityState !== "visible") return;
      document.removeEventListener("visibilitychange", saw);
      commands.sawCase(one.id);
    };
    document.addEventListener("visibilitychange", saw);
    saw();
    return () => document.removeEventListener("visibilitychange", saw);
  }, [one.id]);
  const now = Date.now();
  return (
    <>
      <p class="reason">{saidIn(one, tools)}</p>
      {one.comment !== null && (
        <blockquote class="said" dir="auto">
          {one.comment}
        </blockquote>
      )}
      <p class={isOverdue(one, now) ? "small overdue" : "small muted"} data-due={one.dueAt}>
        {dueIn(one, tools, now)}
      </p>
      {hasOwner && one.owner !== null && one.owner !== tools.me && (
        <p class="small muted">{t("panel.case.owner", { name: one.owner })}</p>
      )}
    </>
  );
}
