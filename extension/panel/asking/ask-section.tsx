/** The place on a card from which its customer is asked. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Link } from "../../../shared/ui/link.tsx";
import { lazily } from "../lazily.tsx";
import type { Person } from "../state.ts";
import { useTools } from "../tools.ts";
import { useAskingStarter } from "./asking-starter.ts";
import { useNews } from "./use-news.ts";
import { takeWanted } from "./wanted-asking.ts";

const AskForm = lazily(async () => (await import("./ask-form.tsx")).AskForm);

/** The survey that is chosen at first: the shortest, about what just happened. */
const usualSurvey = "after_contact";

/** One quiet line, and the form that asks once it is pressed or a step begins it. */
export function AskSection({ person, customerId }: { person: Person; customerId: string }) {
  const { t, commands, isReadOnly } = useTools();
  const starter = useAskingStarter();
  const [wanted, setWanted] = useState(() => takeWanted(person.address));
  const [isAsked, setAsked] = useState(false);
  const section = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void commands.awaits(customerId, false).then(setAsked);
  }, [customerId]);
  useNews(person.address, isAsked);
  starter.start = (surveyId) => setWanted(surveyId);
  // A shared mailbox is nobody in particular: there is no contact to ask.
  if (isReadOnly || person.card?.contact == null) return null;
  const leave = () => {
    setWanted(null);
    starter.whenAsked = null;
    requestAnimationFrame(() => section.current?.querySelector("button")?.focus());
  };
  return (
    <div class="section" ref={section}>
      {wanted === null ? (
        <Link text={t("panel.ask.open")} press={() => setWanted(usualSurvey)} />
      ) : (
        <AskForm
          person={person}
          customerId={customerId}
          first={wanted}
          asked={() => setAsked(true)}
          leave={leave}
        />
      )}
    </div>
  );
}
