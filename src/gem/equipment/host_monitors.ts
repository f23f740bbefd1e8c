import { type Clock, systemClock } from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import { type MessageBody, S6F1 } from "../../secs/mod.ts";
import type { ModelEvent } from "../definition/model.ts";
import type { LimitFormat } from "../setup/limit_values.ts";
import { type LimitAttributes, Limits, type LimitsOptions, type SavedLimits } from "../setup/limits.ts";
import type { TraceOptions } from "../setup/trace_options.ts";
import { Traces } from "../setup/traces.ts";
import type { LimitValue } from "../models/limits.ts";
import type { DataValues } from "./equipment_options.ts";
import type { HostControl } from "./host_control.ts";
import type { Keeper } from "./keeper.ts";
import type { Tool } from "./tool.ts";
import { idValue, type Slot } from "./slot.ts";

/** The greatest LIMITID: what E30 asks for at least. */
const GREATEST_LIMIT = 7;

/** The host that monitors a tool. */
export interface MonitoringHost {
  readonly tool: Tool;
  readonly keeper: Keeper;
  readonly control: Pick<HostControl, "isOnline">;
  readonly options: { readonly traces: TraceOptions; readonly limits: LimitsOptions };
  readonly read: (slot: Slot) => Item;
  triggered(event: ModelEvent, values: DataValues): void;
  post<T>(message: MessageBody<T, MessageBody<unknown> | undefined>, value: T): void;
}

/** The traces of a host: S6F1 goes to it while the tool is ON-LINE. */
export function hostTraces(host: MonitoringHost, clock: Clock = systemClock): Traces<Slot> {
  const { variables } = host.tool.model;
  return new Traces<Slot>(
    {
      variable: (id) => {
        const variable = variables.withId(id);
        return variable?.kind === "status" ? host.tool.slot(variable) : undefined;
      },
      read: host.read,
      time: () => host.tool.timeText(),
      onReport: (report) => {
        if (host.control.isOnline) host.post(S6F1.toHost, report);
      },
    },
    clock,
    host.options.traces,
  );
}

/** The limits that a host has set. They survive power off; while communication is switched off nothing is sampled. */
export class HostLimits {
  readonly #host: MonitoringHost;
  /** What is sampled. */
  readonly limits: Limits<Slot>;
  #saved: SavedLimits | undefined;

  constructor(host: MonitoringHost, clock: Clock = systemClock) {
    this.#host = host;
    const { tool } = host;
    const { variables } = tool.model;
    this.limits = new Limits<Slot>(
      {
        variable: (id) => {
          const variable = variables.withId(id);
          return variable && tool.slot(variable);
        },
        limited: variables.all.filter(({ limits }) => limits !== undefined).map((one) => tool.slot(one)),
        attributesOf,
        read: ({ value }) => value as LimitValue | undefined,
        onCrossing: ({ variable: { variable }, EventLimit, TransitionType }) => {
          const { event } = variable.limits!;
          host.triggered(event, { LimitVariable: idValue(variable.id), EventLimit, TransitionType });
        },
      },
      clock,
      host.options.limits,
    );
    this.#saved = host.keeper.load<SavedLimits>("limits");
  }

  /** Samples again what has limits. */
  start(): void {
    if (this.#saved !== undefined) this.limits.restore(this.#saved);
    this.#saved = undefined;
  }

  /** Samples nothing until `start`. */
  stop(): void {
    this.#saved ??= this.limits.save();
    this.limits.clear();
  }

  /** Writes the limits. */
  save(): Promise<boolean> {
    return this.#host.keeper.save("limits", this.limits.save());
  }
}

function attributesOf({ variable }: Slot): LimitAttributes | undefined {
  const { limits, format, units } = variable;
  if (limits === undefined) return undefined;
  const { min, max } = limits;
  return { min, max, greatestId: GREATEST_LIMIT, format: format as LimitFormat, units };
}
