// The steps expect and never.

import { decodeItem, type Item } from "../../../secs2/mod.ts";
import { describeMessage } from "../../../secs/mod.ts";
import { conditionText, fitsPattern, missesOf, parsePattern, plainValue } from "../conditions.ts";
import { seconds, StepFailure } from "../failure.ts";
import type { Change, Seen } from "../inbox.ts";
import type { Doing, Running } from "../running.ts";
import type { Awaited, Name } from "../scenario.ts";
import { isState, stateText } from "../states.ts";
import { type AlarmSubject, type MessageSubject, parseAwaited } from "../words.ts";

/** How long is waited if a step does not say it, in ms. */
const WITHIN = 10_000;
/** Maximum number of things that are told of what was seen instead. */
const MAX_TOLD = 8;

/** `expect: S6F11 LotStarted within 10s` */
export const expectIt: Doing<"expect"> = async (step, run) => {
  const { inbox, options: { clock } } = run.stage;
  const { subject, within = WITHIN } = parseAwaited(step.expect);
  const begin = clock.now();
  if (subject.kind === "state") {
    const reached = await inbox.until(() => isState(run.stage, subject) || undefined, within, run.signal);
    if (reached) return took(clock.now() - begin);
    throw new StepFailure(
      `${subject.of} ${subject.state} of ${run.stage.peerName} within ${seconds(within)}`,
      [`the state was ${stateText(run.stage, subject.of)}`, ...endsSince(run, begin), ...troubles(run)],
      "The addresses, the control state, and the frames of this scenario (--record)",
    );
  }
  const wanted = wantedBy(step, subject, step.save !== undefined);
  const seen = await firstOf(wanted, within, run);
  if (seen === undefined) throw missing(wanted, within, begin, run);
  inbox.consume(run.cursor, seen);
  saveAll(step.save, seen.told?.values ?? {}, run);
  return took(seen.at - begin);
};

/** `never: S6F11 LotDone within 10s` */
export const neverIt: Doing<"never"> = async (step, run) => {
  const { inbox, options: { clock } } = run.stage;
  const { subject, within = WITHIN } = parseAwaited(step.never);
  const begin = clock.now();
  if (subject.kind === "state") {
    const reached = await inbox.until(() => isState(run.stage, subject) || undefined, within, run.signal);
    if (!reached) return;
    throw new StepFailure(`never ${subject.of} ${subject.state} within ${seconds(within)}`, [
      `it was so ${when(clock.now() - begin)}`,
      ...endsSince(run, begin),
    ]);
  }
  const wanted = wantedBy(step, subject, false);
  const seen = await firstOf(wanted, within, run);
  if (seen === undefined) return;
  throw new StepFailure(
    `no ${labelOf(wanted)} of ${run.stage.peerName} within ${seconds(within)}`,
    [`${nameOf(seen)} came ${when(seen.at - begin)}: ${describeMessage(seen.packet)}`],
    "What came since the last message that a step has taken counts too",
  );
};

/** The first message that fits of those that no step has taken, and of those that come in time. */
function firstOf(
  wanted: Wanted,
  within: number,
  { stage: { inbox }, cursor, signal }: Running,
): Promise<Seen | undefined> {
  const fits = (seen: Seen): boolean => matches(wanted, seen);
  const look = (change: Change): Seen | undefined => {
    if (change === "state") return undefined;
    if (change === "begin") return inbox.from(cursor).find(fits);
    return fits(change) ? change : undefined;
  };
  return inbox.until(look, within, signal);
}

/** Gives variables values of a message. @throws {StepFailure} When one is not there. */
export function saveAll(
  save: Readonly<Record<string, Name>> | undefined,
  values: Readonly<Record<string, unknown>>,
  run: Running,
): void {
  for (const [variable, named] of Object.entries(save ?? {})) {
    const name = `${named}`;
    if (!Object.hasOwn(values, name) || values[name] === undefined) {
      throw new StepFailure(`a value ${name} for $${variable}`, [
        Object.keys(values).length === 0
          ? "there are no values"
          : `the values are ${Object.keys(values).join(", ")}`,
      ], "Whether the report of the event has that variable");
    }
    run.variables.set(variable, plainValue(values[name]));
  }
}

interface Wanted {
  readonly subject: MessageSubject | AlarmSubject;
  readonly pattern: Item | undefined;
  readonly conditions: NonNullable<Awaited["with"]>;
  /** Its values are saved: it has to be known what they are. */
  readonly isSaved: boolean;
}

function wantedBy(
  { body, with: conditions = {} }: Awaited,
  subject: Wanted["subject"],
  isSaved: boolean,
): Wanted {
  return { subject, pattern: body === undefined ? undefined : parsePattern(body), conditions, isSaved };
}

function matches(wanted: Wanted, seen: Seen): boolean {
  return isAbout(wanted, seen) && (!wanted.isSaved || seen.told !== undefined) &&
    missesOf(wanted.conditions, seen.told?.values ?? {}).length === 0 &&
    (wanted.pattern === undefined || fitsPattern(wanted.pattern, itemOf(seen)));
}

/** Whether it is the message, whatever its values are. */
function isAbout({ subject }: Wanted, { packet: { header }, told }: Seen): boolean {
  const isNamed = (name: string): boolean => told?.name === name || `${told?.id}` === name;
  if (subject.kind === "alarm") {
    return header.stream === 5 && header.function === 1 && isNamed(subject.name) &&
      told?.isSet === subject.isSet;
  }
  return header.stream === subject.stream && header.function === subject.function &&
    (subject.name === undefined || isNamed(subject.name));
}

function itemOf({ packet }: Seen): Item | undefined {
  try {
    return decodeItem(packet.data);
  } catch {
    return undefined;
  }
}

function missing(wanted: Wanted, within: number, begin: number, run: Running): StepFailure {
  const since = run.stage.inbox.from(run.cursor);
  const near = since.filter((one) => isAbout(wanted, one)).map((one) => nearMiss(wanted, one, begin));
  const others = new Map<string, number>();
  for (const one of since) {
    if (!isAbout(wanted, one)) others.set(nameOf(one), (others.get(nameOf(one)) ?? 0) + 1);
  }
  const seen = [
    ...near.slice(-MAX_TOLD),
    ...endsSince(run, begin),
    ...[...others].slice(-MAX_TOLD).map(([name, count]) =>
      `${name} came${count === 1 ? "" : ` ${count} times`}`
    ),
  ];
  if (seen.length === 0) seen.push("nothing came");
  return new StepFailure(
    `${labelOf(wanted)} of ${run.stage.peerName} within ${seconds(within)}`,
    seen,
    near.length > 0 ? "Who sets these values, and their formats" : adviceOf(wanted),
  );
}

function adviceOf({ subject }: Wanted): string {
  if (subject.kind === "alarm") return "Whether the alarm is enabled (want: alarms), and the tool is on-line";
  if (subject.stream === 6) {
    return "Whether the event is linked and enabled (want: events), the tool is on-line, and not spooling";
  }
  return "The frames of this scenario (--record)";
}

function nearMiss(wanted: Wanted, one: Seen, begin: number): string {
  const misses = missesOf(wanted.conditions, one.told?.values ?? {});
  const what = misses.length > 0
    ? misses.map(({ name, wanted, got }) => `${name} was ${got}, not ${wanted}`).join(", and ")
    : `its body was ${describeMessage(one.packet)}`;
  return `${nameOf(one)} came ${when(one.at - begin)}, but ${what}`;
}

function labelOf({ subject, conditions, pattern }: Wanted): string {
  const what = subject.kind === "alarm"
    ? `alarm ${subject.name} ${subject.isSet ? "set" : "cleared"}`
    : `S${subject.stream}F${subject.function}${subject.name === undefined ? "" : ` ${subject.name}`}`;
  const values = Object.entries(conditions).map(([name, one]) => `${name} ${conditionText(one)}`);
  if (pattern !== undefined) values.push("that body");
  return values.length === 0 ? what : `${what} with ${values.join(", ")}`;
}

function nameOf({ packet, told }: Seen): string {
  const { stream, function: func } = packet.header;
  const about = told?.name ?? told?.id;
  const state = told?.isSet === undefined ? "" : told.isSet ? " set" : " cleared";
  return `S${stream}F${func}${about === undefined ? "" : ` ${about}`}${state}`;
}

function endsSince({ stage }: Running, begin: number): string[] {
  return stage.inbox.ends.filter(({ at }) => at >= begin).slice(-3).map(({ at, why }) =>
    `the link ended ${when(at - begin)}: ${why}`
  );
}

function troubles({ stage }: Running): string[] {
  return stage.trouble === undefined ? [] : [stage.trouble];
}

function when(ms: number): string {
  return ms < 0 ? `${seconds(-ms)} before the step began` : `after ${seconds(ms)}`;
}

function took(ms: number): string {
  return ms < 0 ? "it had come before" : `after ${seconds(ms)}`;
}
