// What a filter says: words for the messages, who sent them, their events, faults and texts.

/** What is to be shown. All of it has to hold; of names, and of events, one. */
export interface Filter {
  readonly names: readonly Pattern[];
  readonly events: readonly Pattern[];
  /** Texts that a message has to have, in its name, its values or its body; in lower case. */
  readonly texts: readonly string[];
  /** Texts that it must not have. */
  readonly withoutTexts: readonly string[];
  /** Who sent it: the beginning of the name of a side, its role, or its place. */
  readonly from: string | undefined;
  readonly onlyFaults: boolean;
}

/** A name with `*` for any characters, in any case. */
export interface Pattern {
  readonly matches: (name: string) => boolean;
  /** Whether what matches is left out. */
  readonly isNot: boolean;
}

/** A filter that lets everything through. */
export const NO_FILTER: Filter = {
  names: [],
  events: [],
  texts: [],
  withoutTexts: [],
  from: undefined,
  onlyFaults: false,
};

/** A word, or words in quotes, after a sign and a key that may be missing. */
const TERM = /(-?)(?:(from|event|is):)?(?:"([^"]*)"?|(\S+))/gi;
const NAME = /^(?:S\d{1,3}(?:F(?:\d{1,3})?)?\**|(?:(?:de)?select|linktest|reject|separate)\b.*|.*\*.*)$/i;

/** Reads a filter; any text is one: `S6* -S6F12 from:host event:Lot* "A1" is:fault`. */
export function parseFilter(text: string): Filter {
  const names: Pattern[] = [];
  const events: Pattern[] = [];
  const texts: string[] = [];
  const withoutTexts: string[] = [];
  let { from, onlyFaults } = NO_FILTER;
  for (const [, sign, key, quoted, word] of text.matchAll(TERM)) {
    const isNot = sign === "-";
    const value = quoted ?? word ?? "";
    if (value === "") continue;
    if (key?.toLowerCase() === "from") from = value.toLowerCase();
    else if (key?.toLowerCase() === "event") events.push(pattern(value, isNot));
    else if (key?.toLowerCase() === "is") onlyFaults ||= /^faults?$/i.test(value);
    else if (quoted === undefined && NAME.test(value)) names.push(pattern(namePattern(value), isNot));
    else (isNot ? withoutTexts : texts).push(value.toLowerCase());
  }
  return { names, events, texts, withoutTexts, from, onlyFaults };
}

/** `S6` and `S6F` are all functions of the stream, `Select` all of its kind; `S6F1` is one. */
function namePattern(value: string): string {
  if (/^S\d+F?$/i.test(value)) return `${value.replace(/F$/i, "")}F*`;
  return /^[a-z]+$/i.test(value) ? `${value}*` : value;
}

function pattern(glob: string, isNot: boolean): Pattern {
  const source = glob.split(/\*+/).map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&")).join(".*");
  const expression = new RegExp(`^${source}$`, "is");
  return { matches: (name) => expression.test(name), isNot };
}

/** Whether one of the patterns that say yes matches, or there is none, and none that says no. */
export function matchesSome(patterns: readonly Pattern[], names: readonly string[]): boolean {
  const wanted = patterns.filter(({ isNot }) => !isNot);
  const matches = ({ matches }: Pattern): boolean => names.some(matches);
  return (wanted.length === 0 || wanted.some(matches)) && !patterns.some((one) => one.isNot && matches(one));
}

/** Whether the filter looks at nothing. */
export function isEmpty(filter: Filter): boolean {
  return filter.names.length + filter.events.length + filter.texts.length + filter.withoutTexts.length ===
      0 &&
    filter.from === undefined && !filter.onlyFaults;
}
