import type { EquipmentDefinition, GemEventReport, GemToolEvent } from "../../gem/mod.ts";
import type { MessageKind } from "../message.ts";
import { jsonOf, valuesOf } from "./json.ts";

/** What a message of a tool becomes: its kind, its name, and the fields of its body. */
export interface EventBody {
  readonly kind: MessageKind;
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The body of what a tool has sent. */
export function bodyOfEvent(event: GemToolEvent<EquipmentDefinition>): EventBody {
  switch (event.type) {
    case "collection-event": {
      const { limit, name = `${event.id}` } = event;
      const values = valuesOf(event.reports.flatMap(({ readings }) => readings));
      const { Clock: toolTime } = values;
      const fields = {
        ceid: jsonOf(event.id),
        ...typeof toolTime === "string" && { toolTime },
        values,
        // Of a report that does not fit, nothing but what came is sure.
        ...event.problems.length > 0 && { problems: event.problems, reports: event.reports.map(rawReport) },
      };
      if (limit === undefined) return { kind: "event", name, fields };
      const { variable, limits, transition = null } = limit;
      return { kind: "limit", name: variable, fields: { ...fields, event: name, limits, transition } };
    }
    case "alarm": {
      const { id, name = `${id}`, isSet, code, category, text } = event;
      return { kind: "alarm", name, fields: { alid: jsonOf(id), isSet, code, category, text } };
    }
    case "trace": {
      const { id, samples, lastSample, time, items, problems } = event;
      const fields = {
        trid: jsonOf(id),
        lastSample: jsonOf(lastSample),
        toolTime: time,
        // Samples of a trace that this gateway has not started have no names.
        ...problems.length > 0 ? { items: items.map((item) => item.toJSON()), problems } : {
          samples: samples.map(valuesOf),
        },
      };
      return { kind: "trace", name: `${id}`, fields };
    }
    case "terminal": {
      const { terminal, text } = event;
      return { kind: "terminal", name: `${terminal}`, fields: { terminal, text } };
    }
    case "process-program": {
      const { ppid, what, message } = event;
      const body = message.item?.toJSON();
      return { kind: "process-program", name: what, fields: { ppid: jsonOf(ppid), item: body ?? null } };
    }
  }
}

function rawReport({ id, items }: GemEventReport): Record<string, unknown> {
  return { rptid: jsonOf(id), items: items.map((item) => item.toJSON()) };
}
