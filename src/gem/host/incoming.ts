import {
  S10F1,
  S10F7,
  S2F17,
  S5F1,
  S6F1,
  S6F11,
  S6F13,
  S6F5,
  S7F1,
  S7F23,
  S7F27,
  S7F29,
  S7F3,
  type SecsHandler,
  type SecsId,
  type SecsMessage,
} from "../../secs/mod.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import { alarmOf } from "./alarms.ts";
import type { GemCollectionEvent, GemLimitCrossing, GemToolEvent } from "./host_events.ts";
import type { HostLink } from "./link.ts";
import { type GemReading, readingOf } from "./readings.ts";
import type { GemEventReport } from "./report_book.ts";
import type { SpoolWatch } from "./spool_watch.ts";
import type { Terminals } from "./terminals.ts";
import type { Told } from "./told.ts";
import type { HostTraces } from "./traces.ts";

type ToolEvent = GemToolEvent<EquipmentDefinition>;
type Answer = number | Promise<number>;

/** What the messages of a tool become, and who gets them. */
export interface IncomingOwner {
  readonly link: HostLink;
  readonly traces: HostTraces;
  readonly terminals: Terminals;
  readonly told: Told;
  readonly spool: SpoolWatch;
  /** S2F18; undefined: S2F17 is not answered here. */
  readonly time: (() => string) | undefined;
}

/** Codes for what nobody has taken. */
const NOT_TAKEN = { ACKC5: 1, ACKC6: 1, ACKC7: 1, ACKC10: 1, PPGNT: 5 } as const;

/** Registers everything that a tool sends by itself. */
export function serveTool(secs: SecsHandler<"host">, owner: IncomingOwner): void {
  const { link, traces, terminals, told, spool, time } = owner;
  const { names, reports, dialect } = link;

  /** Tells an event, and answers with its code. */
  function take(event: ToolEvent, notTaken: number): Answer {
    const marked = spool.marked(event);
    const code = told.tell(marked);
    spool.heard(marked, code);
    return typeof code === "number" ? code : code.then((one) => one ?? notTaken);
  }
  /** The same, for what is lost if nobody takes it. */
  function takeIfHeard(event: ToolEvent, notTaken: number): Answer {
    return told.isHeard(event.type) ? take(event, notTaken) : notTaken;
  }
  function takeEvent(
    id: SecsId,
    message: SecsMessage,
    read: (problems: string[]) => GemEventReport[],
  ): Answer {
    const problems: string[] = [];
    const { part } = names.event({ id });
    const all = read(problems);
    const values = valuesOf(all);
    const variable = part && names.limitVariable(part);
    const limit = variable && crossingOf(variable.name, values);
    const event: GemCollectionEvent<EquipmentDefinition> = {
      type: "collection-event",
      id,
      name: part?.name,
      values: values as GemCollectionEvent<EquipmentDefinition>["values"],
      reports: all,
      problems,
      limit,
      message,
    };
    return take(event, NOT_TAKEN.ACKC6);
  }

  if (time !== undefined) secs.register(S2F17, time);
  secs.register(
    S6F11,
    ({ CEID, RPT }, message) =>
      takeEvent(CEID, message, (problems) => RPT.map((one) => reports.read(one, problems))),
  );
  secs.register(
    S6F13,
    ({ CEID, RPT }, message) =>
      takeEvent(CEID, message, (problems) => RPT.map((one) => reports.readAnnotated(one, problems))),
  );
  secs.register(S6F5, () => 0);
  secs.register(
    S5F1,
    ({ ALCD, ALID, ALTX }, message) =>
      take({ type: "alarm", ...alarmOf(names, ALID, ALCD, ALTX), message }, NOT_TAKEN.ACKC5),
  );
  secs.register(S6F1, ({ TRID, SMPLN, STIME, SV }, message) => {
    const problems: string[] = [];
    const samples: GemReading[][] = [];
    const ids = traces.variables(TRID);
    if (ids === undefined) {
      problems.push(`Trace ${TRID} was not started by this host: it has ${SV.length} values`);
    } else if (SV.length % ids.length > 0) {
      problems.push(
        `Trace ${TRID} has ${SV.length} values, which is no multiple of its ${ids.length} variables`,
      );
    }
    for (let at = 0; ids !== undefined && at + ids.length <= SV.length; at += ids.length) {
      samples.push(ids.map((id, i) => readingOf(names.variable({ id }), SV[at + i]!, dialect.encoding)));
    }
    const event = { id: TRID, samples, lastSample: SMPLN, time: STIME, items: SV, problems, message };
    return take({ type: "trace", ...event }, NOT_TAKEN.ACKC6);
  });
  secs.register(
    S10F1,
    ({ TID, TEXT }, message) =>
      takeIfHeard({ type: "terminal", terminal: TID, text: TEXT, message }, NOT_TAKEN.ACKC10),
  );
  secs.register(S10F7, (terminal) => terminals.refused(terminal));
  secs.register(S7F1, ({ PPID, LENGTH }, message) => {
    const event = { what: "offer", ppid: PPID, length: LENGTH, message } as const;
    return takeIfHeard({ type: "process-program", ...event }, NOT_TAKEN.PPGNT);
  });
  secs.register(S7F3, ({ PPID, PPBODY }, message) => {
    const event = { what: "program", ppid: PPID, body: PPBODY, message } as const;
    return takeIfHeard({ type: "process-program", ...event }, NOT_TAKEN.ACKC7);
  });
  secs.register(S7F23, (program, message) => {
    const event = { what: "formatted", ppid: program.PPID, program, message } as const;
    return takeIfHeard({ type: "process-program", ...event }, NOT_TAKEN.ACKC7);
  });
  secs.register(S7F27, async ({ PPID, ERRORS }, message) => {
    const event = { what: "verification", ppid: PPID, errors: ERRORS, message } as const;
    await take({ type: "process-program", ...event }, 0);
    return undefined;
  });
  secs.register(S7F29, () => 0);
}

/** The values by name; of a variable that is in no model, by its id. */
function valuesOf(reports: readonly GemEventReport[]): Readonly<Record<string, GemReading["value"]>> {
  const readings = reports.flatMap((report) => report.readings).filter(({ value }) => value !== undefined);
  return Object.fromEntries(readings.map(({ id, name, value }) => [name ?? String(id), value]));
}

function crossingOf(
  variable: string,
  { EventLimit: limits, TransitionType: type }: Readonly<Record<string, unknown>>,
): GemLimitCrossing<EquipmentDefinition> {
  return {
    variable,
    limits: typeof limits === "number" ? [limits] : limits instanceof Uint8Array ? [...limits] : [],
    transition: type === 0 ? "up" : type === 1 ? "down" : undefined,
  };
}
