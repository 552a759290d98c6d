/** Reasons to doubt that people are who they seem: one banner for the person shown, a line for others. */
import { useMemo } from "preact/hooks";
import { plain } from "../../shared/locales/translate.ts";
import { alignAddresses } from "../../shared/people/align-addresses.ts";
import type { Pair } from "../../shared/people/align-addresses.ts";
import type { Caution } from "../../shared/people/caution.ts";
import {
  comparedAddresses,
  doubtedSpans,
  orderCautions,
} from "../../shared/people/compared-addresses.ts";
import { columnsOf, cutPairs } from "../../shared/people/cut-address.ts";
import { readableDomain } from "../../shared/people/punycode.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { Address, Letters } from "./address.tsx";
import { shownAddress } from "./names.ts";
import { Link } from "../../shared/ui/link.tsx";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** More lines would push the card out of sight; their chips bear the sign all the same. */
const mostOthers = 2;
/** Letters that fit beside the words of a line, at the narrowest width. */
const columns = { compared: 30, other: 27 };

/** Returns those with cautions: the person shown first, then everyone else, for it is about the mail. */
export function doubtedPeople(state: PanelState, person: Person | undefined): Person[] {
  const others = state.people.filter((one) => one !== person);
  const all = person === undefined ? others : [person, ...others];
  return all.filter((one) => one.cautions.length > 0);
}

/** The cautions of everyone in the mail, above whatever else the panel says. */
export function Cautions({ state, person }: { state: PanelState; person: Person | undefined }) {
  const doubted = doubtedPeople(state, person);
  const others = doubted.filter((one) => one !== person);
  return (
    <>
      {person !== undefined && person.cautions.length > 0 && (
        <CautionBanner person={person} isWriting={state.screen === "compose"} />
      )}
      {others.slice(0, mostOthers).map((one) => (
        <OtherCaution key={one.address} person={one} isWriting={state.screen === "compose"} />
      ))}
    </>
  );
}

/** One banner: the sentence that tells most, both addresses, what to do first, and the rest below. */
function CautionBanner({ person, isWriting }: { person: Person; isWriting: boolean }) {
  const { t } = useTools();
  const [first, ...rest] = orderCautions(person.cautions);
  if (first === undefined) return null;
  const compared = rest.find(tellsMore(first)) ?? first;
  return (
    <div class="caution" role="alert">
      <Icon name="danger" size={20} />
      <div class="grow">
        <p>
          <span class="hidden">{t("panel.caution.title")} </span>
          <strong>{t(isWriting ? "panel.caution.notSend" : "panel.caution.notAnswer")}</strong>
          {t("panel.between")}
          {t(`codes.caution.${first.code}`, first.parameters)}
        </p>
        <Comparison caution={compared} />
        <p class="advice">
          <Advice cautions={person.cautions} />
        </p>
        {/* The addresses that are compared say one of them already. */}
        {rest
          .filter((one) => one !== compared)
          .map(({ code, parameters }) => (
            <p key={code} class="small">
              {t(`codes.caution.${code}`, parameters)}
            </p>
          ))}
      </div>
    </div>
  );
}

/** Returns a test for a caution that compares whole addresses where this one compares domains. */
const tellsMore =
  ({ code }: Caution) =>
  (other: Caution): boolean =>
    code === "look_alike_domain" && other.code === "known_name_new_address";

/** Another way to ask them. An address is told where the book has it: never one that the mail tells. */
function Advice({ cautions }: { cautions: readonly Caution[] }) {
  const { t } = useTools();
  const known = cautions.find(({ code }) => code === "known_name_new_address")?.parameters["known"];
  return (
    <>{known === undefined ? t("panel.caution.ask") : t("panel.caution.askOrWrite", { known })}</>
  );
}

/** Returns both texts in letters, also where one is written as Punycode: its letters are marked. */
const readable = (one: string, other: string): [string, string] =>
  one.includes("xn--") || other.includes("xn--")
    ? [readableDomain(one), readableDomain(other)]
    : [one, other];

/** Both addresses one above the other, with a gap where one has fewer letters. */
function Comparison({ caution }: { caution: Caution }) {
  const { t } = useTools();
  const { theirs, expected } = comparedAddresses(caution);
  const pairs = useMemo(() => {
    const [one, other] = readable(plain(theirs), plain(expected));
    return alignAddresses(one, other);
  }, [theirs, expected]);
  const cut = cutPairs(pairs, columns.compared);
  const line = (side: "one" | "other", whole: string) => (
    <>
      <dt>{t(`panel.caution.${side === "one" ? "theirs" : "expected"}.${caution.code}`)}</dt>
      <dd>
        <Letters
          parts={cut.map((pair) => ({ text: padded(pair, side), isMarked: !pair.isSame }))}
        />
        <span class="hidden">{plain(whole)}</span>
      </dd>
    </>
  );
  return (
    <>
      <dl class="compared">
        {line("one", theirs)}
        {line("other", expected)}
      </dl>
      <p class="hidden">
        {pairs
          .filter(({ isSame }) => !isSame)
          .map((pair) => differs(pair))
          .join(" ")}
      </p>
    </>
  );
  function differs({ one, other }: Pair): string {
    const told = { theirs: spelled(one), expected: spelled(other) };
    if (one === "") return t("panel.caution.missing", told);
    return t(other === "" ? "panel.caution.added" : "panel.caution.differs", told);
  }
}

/** Returns letters with their code points where they are not Latin: they sound like those that are. */
const spelled = (text: string): string =>
  Array.from(text, (letter) =>
    letter <= "~"
      ? letter
      : `${letter} (U+${letter.codePointAt(0)?.toString(16).padStart(4, "0")})`,
  ).join("");

/** Returns one side of a pair, as wide as the other. */
function padded(pair: Pair, side: "one" | "other"): string {
  if (pair.isSame) return pair[side];
  const width = Math.max(columnsOf(pair.one), columnsOf(pair.other));
  return pair[side] + "\u00a0".repeat(width - columnsOf(pair[side]));
}

/** One line for somebody who is not shown, with the way to see them. */
function OtherCaution({ person, isWriting }: { person: Person; isWriting: boolean }) {
  const { t, commands } = useTools();
  const address = shownAddress(person);
  const marked = useMemo(() => doubtedSpans(address, person.cautions), [address, person.cautions]);
  const [first] = orderCautions(person.cautions);
  return (
    <div class="caution other" role="alert">
      <Icon name="danger" />
      <p class="grow">
        <span class="hidden">{t("panel.caution.of")}</span>
        <Address address={address} columns={columns.other} marked={marked} />
        {first !== undefined && (
          <span class="short">
            {t(`panel.caution.short.${first.code}`, first.parameters)}
            {t("panel.between")}
            {t(isWriting ? "panel.caution.notSend" : "panel.caution.notAnswer")}
          </span>
        )}
      </p>
      {person.status !== "muted" && (
        <Link text={t("panel.show")} press={() => commands.select(person.address)} />
      )}
    </div>
  );
}
