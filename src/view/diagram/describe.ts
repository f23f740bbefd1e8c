import type { GemMoment, GemValue, Ribbon, RibbonSpan, Side, Story, StoryLink } from "../story/mod.ts";
import { formatDuration, formatTime, type Zone } from "./format.ts";

/** What a side is called: host, equipment, or its address. */
export function sideName({ sides }: StoryLink, side: Side): string {
  const { role, address } = sides[side];
  const other = sides[side === 0 ? 1 : 0].role;
  return role !== undefined && role !== other ? role : address;
}

/** How long the reply to an entry took; undefined: it is no reply. */
export function replyTimeOf(story: Story, entry: number): number | undefined {
  const partner = story.partnerOf(entry);
  return partner === undefined || partner > entry ? undefined : story.at(entry) - story.at(partner);
}

/** An entry in a sentence, for those who hear the page. */
export function describeEntry(story: Story, entry: number, zone: Zone): string {
  const link = story.links[story.linkOf(entry)]!;
  const parts = [formatTime(story.at(entry), zone)];
  const from = story.fromOf(entry);
  if (from !== undefined) {
    const sender = sideName(link, from);
    parts.push(
      story.kindOf(entry) === "frame" ? `${sender} to ${sideName(link, from === 0 ? 1 : 0)}` : sender,
    );
  }
  parts.push(story.nameOf(entry));
  const moment = story.momentAt(entry);
  if (moment !== undefined) parts.push(momentWord(moment.kind, moment.name));
  const reply = replyTimeOf(story, entry);
  if (reply !== undefined) parts.push(`after ${formatDuration(reply)}`);
  parts.push(...story.faultsAt(entry).map(({ title }) => `fault: ${title}`));
  return parts.join(", ");
}

/** The state of a ribbon at a time; of two states of one moment the later one. Undefined: none is known. */
export function stateAt({ spans }: Ribbon, at: number): RibbonSpan | undefined {
  return spans.findLast(({ from, to }) => from <= at && (to === undefined || to >= at));
}

/** A value as it is read, floats without the digits that only their binary form has: `0.4412215 Pa`. */
export function valueWords({ text, number, units }: GemValue): string {
  const isLong = number !== undefined && text.length > 10 && /[.e]/.test(text);
  const value = isLong ? String(Number(number.toPrecision(7))) : text;
  return units === undefined ? value : `${value} ${units}`;
}

/** `event LotStarted`, `alarm set DoorOpen`, `trace 7`. */
export function momentWord(kind: GemMoment["kind"], name: string): string {
  return kind === "trace" ? name : `${kind.replace("-", " ")} ${name}`;
}
