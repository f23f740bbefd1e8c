import { Events, throwOutside } from "../../core/base/mod.ts";
import { A, type Item, L, U1 } from "../../secs2/mod.ts";
import type { SecsByteId } from "../../secs/mod.ts";
import { didYouMean } from "../did_you_mean.ts";
import type { EquipmentModel, ModelCommand, ModelVariable } from "../definition/model.ts";
import type { ProcessingModel } from "../models/processing.ts";
import { ProcessPrograms } from "../programs/process_programs.ts";
import { MemoryPrograms } from "../programs/program_store.ts";
import type { GemStore } from "../store/store.ts";
import { ToolClock } from "../time/tool_clock.ts";
import type { CommandHandler, CommandOwner } from "./commands.ts";
import { Constants } from "./constants.ts";
import type {
  DataValues,
  EquipmentEvent,
  EquipmentOptions,
  TerminalHandler,
  ToolHost,
} from "./equipment_options.ts";
import { itemOfId } from "./item_of_id.ts";
import type { Keeper } from "./keeper.ts";
import { Keepers } from "./keepers.ts";
import { idValue, Slot } from "./slot.ts";
import { ToolAlarm } from "./tool_alarm.ts";

/** A running tool, as the handlers of its hosts see it; `Equipment` is what its owner sees. */
export class Tool implements CommandOwner {
  /** What it is. */
  readonly model: EquipmentModel;
  /** Its time of day. */
  readonly time: ToolClock;
  /** Its variables by their names. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Its alarms by their names, in the order of the model. */
  readonly alarms: ReadonlyMap<string, ToolAlarm>;
  /** Its constants. */
  readonly constants: Constants;
  /** Its process programs; undefined if the model has none. */
  readonly programs: ProcessPrograms | undefined;
  /** What carries out its commands, by their names. */
  readonly handlers = new Map<string, CommandHandler>();
  /** What happens to it. */
  readonly events: Events<
    { [Type in EquipmentEvent["type"]]: [event: Extract<EquipmentEvent, { type: Type }>] }
  > = new Events((error, type) => type === "error" ? throwOutside(error) : this.report(error));
  /** What shows text, if there is something. */
  terminal: TerminalHandler | undefined;
  /** Its hosts, in the order in which they came. */
  hosts: readonly ToolHost[] = [];
  readonly #store: GemStore | undefined;
  readonly #keepers: Keepers;
  #process: ProcessingModel;

  /** `found`: what the store had when it was opened. */
  constructor(model: EquipmentModel, options: EquipmentOptions, found: ReadonlyMap<string, Uint8Array>) {
    this.model = model;
    this.#store = options.store;
    this.#keepers = new Keepers(options.store, found, (what, error) => {
      this.events.emit("store-failed", { type: "store-failed", what, error });
    });
    this.time = new ToolClock(options.time);
    this.slots = new Map(model.variables.all.map((variable) => [variable.name, new Slot(variable)]));
    this.alarms = new Map(model.alarms.all.map((alarm) => [
      alarm.name,
      new ToolAlarm(alarm, (one, values) => this.#onAlarm(one, values)),
    ]));
    this.#process = model.processing.start;
    this.constants = new Constants(model, this.slots, this.keeper("tool"), () => {
      for (const host of this.hosts) host.constantsChanged();
    });
    this.constants.restore();
    this.programs = this.#openPrograms(options);
    this.#computeVariables();
  }

  /** Triggers a collection event for all hosts. */
  trigger(name: string, values: DataValues | undefined): void {
    const event = this.model.events.named(name) ?? this.model.events.require(name);
    this.tellHosts((host) => host.triggered(event, values));
  }

  /** Tells all hosts; what one of them cannot be told is thrown once all were. */
  tellHosts(tell: (host: ToolHost) => void): void {
    let failed: { readonly error: unknown } | undefined;
    for (const host of this.hosts) {
      try {
        tell(host);
      } catch (error) {
        failed ??= { error };
      }
    }
    if (failed !== undefined) throw failed.error;
  }

  /** A variable with its value. */
  slot(variable: ModelVariable): Slot {
    return this.slots.get(variable.name)!;
  }

  /** A variable with its value, by its name; of one kind, if it is said. */
  slotNamed(name: string, kind?: ModelVariable["kind"]): Slot {
    const slot = this.slots.get(name);
    if (slot !== undefined && (kind === undefined || slot.variable.kind === kind)) return slot;
    const { kind: other } = this.model.variables.require(name);
    throw new RangeError(`${name} is a ${other} variable, and not a ${kind} one`);
  }

  /** The tool's time, or another one in ms since 1970, as TIME; its form is that of the constant TimeFormat. */
  timeText(time: number = this.time.now()): string {
    return this.time.text(time, Number(this.slotNamed("TimeFormat").value));
  }

  /**
   * A host comes, in place of one with the same name that is disabled; one that is there stays.
   *
   * @throws {RangeError} when one with the same name is enabled.
   */
  attach(host: ToolHost): void {
    const before = this.hosts.find(({ name }) => name === host.name);
    if (before !== host && before?.isEnabled) {
      const name = JSON.stringify(host.name);
      throw new RangeError(
        `The tool has a host with the name ${name} already: what it keeps is kept by name`,
      );
    }
    if (before !== host) this.hosts = [...this.hosts.filter((one) => one !== before), host];
  }

  /** A host goes. */
  detach(host: ToolHost): void {
    this.hosts = this.hosts.filter((one) => one !== host);
  }

  /** What of `whose` survives power off. */
  keeper(whose: string): Keeper {
    return this.#keepers.of(whose);
  }

  /** The processing state. */
  get processState(): string {
    return this.#process.state;
  }

  /**
   * Moves the processing state; false if no transition of the state has this trigger. Its events follow.
   *
   * @throws {RangeError} when no transition at all has it; the message says which one was meant.
   */
  moveProcess(trigger: string): boolean {
    const { processing } = this.model;
    const triggers = new Set(processing.definition.transitions.flatMap(({ on }) => on));
    if (!triggers.has(trigger)) {
      throw new RangeError(`No transition has the trigger ${trigger}${didYouMean(trigger, triggers)}`);
    }
    const { state: previous } = this.#process;
    const { model, rows, effects } = processing.change(this.#process, trigger);
    this.#process = model;
    for (const { event } of effects) this.trigger(event, undefined);
    const { state } = model;
    if (state !== previous) this.events.emit("process-state", { type: "process-state", state, previous });
    return rows.length > 0;
  }

  /** {@inheritDoc CommandOwner.command} */
  command(name: string): ModelCommand | undefined {
    return this.model.commands.named(name);
  }

  /** {@inheritDoc CommandOwner.commandHandler} */
  commandHandler(name: string): CommandHandler | undefined {
    return this.handlers.get(name);
  }

  /** {@inheritDoc CommandOwner.isAllowed} */
  isAllowed({ states, triggers }: ModelCommand): boolean {
    if (states?.has(this.#process.state) === false) return false;
    return triggers === undefined || this.model.processing.change(this.#process, triggers).rows.length > 0;
  }

  /** {@inheritDoc CommandOwner.carryOut} */
  carryOut({ triggers }: ModelCommand): void {
    if (triggers !== undefined) this.moveProcess(triggers);
  }

  /** Tells what code of the tool's owner threw. */
  report(error: unknown): void {
    this.events.emit("error", { type: "error", error });
  }

  /** Waits for what is being stored, and closes the store. */
  async close(): Promise<void> {
    await this.#store?.close();
  }

  #onAlarm(alarm: ToolAlarm, values: DataValues | undefined): void {
    for (const host of this.hosts) host.alarmChanged(alarm);
    const { detected, cleared, id } = alarm.alarm;
    this.trigger((alarm.isSet ? detected : cleared).name, { AlarmID: idValue(id), ...values });
  }

  #openPrograms(
    { programs = new MemoryPrograms(), programOptions }: EquipmentOptions,
  ): ProcessPrograms | undefined {
    const kinds = this.model.processPrograms;
    if (kinds.length === 0) return undefined;
    return new ProcessPrograms(programs, {
      ...programOptions,
      kinds,
      onChange: (change) => {
        programOptions?.onChange?.(change);
        const { PPChangeName, PPChangeStatus, by } = change;
        if (by === "tool") this.trigger("PP Change", { PPChangeName: textOf(PPChangeName), PPChangeStatus });
      },
      onFailure: (failure) => {
        programOptions?.onFailure?.(failure);
        this.report(failure.error);
      },
    });
  }

  /** The variables that the library computes. */
  #computeVariables(): void {
    const compute = (name: string, source: () => Item): void => {
      this.slots.get(name)!.source = source;
    };
    const { processing } = this.model;
    compute(
      "AlarmsSet",
      () => L(...[...this.alarms.values()].filter(({ isSet }) => isSet).map(({ id }) => itemOfId(id))),
    );
    compute("Clock", () => A(this.timeText()));
    compute("ProcessState", () => U1(processing.codeOf(this.#process.state)));
    compute("PreviousProcessState", () => U1(processing.codeOf(this.#process.previous)));
    compute("PPFormat", () => this.programs === undefined ? U1([]) : U1(this.programs.format));
  }
}

/** A PPID as text: each byte is one character. */
function textOf(ppid: SecsByteId): string {
  return ppid instanceof Uint8Array ? String.fromCharCode(...ppid) : `${ppid}`;
}
