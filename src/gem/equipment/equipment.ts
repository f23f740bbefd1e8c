import { Events } from "../../core/base/mod.ts";
import type { SecsByteId } from "../../secs/mod.ts";
import { A, type Item, L, U1 } from "../../secs2/mod.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { EquipmentModel, ModelCommand, ModelVariable } from "../definition/model.ts";
import type {
  AlarmName,
  CommandName,
  CommandParameters,
  ConstantName,
  EventName,
  EventValues,
  StatusName,
  VariableInput,
  VariableValue,
} from "../definition/names.ts";
import type { GemValue } from "../definition/values.ts";
import { itemOf } from "../definition/values.ts";
import { ProcessPrograms } from "../programs/process_programs.ts";
import { MemoryPrograms } from "../programs/program_store.ts";
import type { ProcessingModel } from "../models/processing.ts";
import type { GemStore } from "../store/store.ts";
import { ToolClock } from "../time/tool_clock.ts";
import type { CommandHandler, CommandOwner } from "./commands.ts";
import { Constants, type ConstantsCheck } from "./constants.ts";
import type {
  DataValues,
  EquipmentEvent,
  EquipmentOptions,
  TerminalHandler,
  ToolHost,
} from "./equipment_options.ts";
import { itemOfId } from "./item_of_id.ts";
import { Keeper } from "./keeper.ts";
import { Slot } from "./slot.ts";
import { ToolAlarm } from "./tool_alarm.ts";

/**
 * A running tool: its values, alarms, commands and process, for all of its hosts. Its hosts are GemEquipmentHandlers.
 *
 * @typeParam D The type of the definition: names and types of values are known.
 */
export class Equipment<D extends EquipmentDefinition = EquipmentDefinition>
  implements CommandOwner, AsyncDisposable {
  /** What the tool is. */
  readonly model: EquipmentModel<D>;
  /** Its time of day. */
  readonly time: ToolClock;
  /** Its constants. */
  readonly constants: Constants;
  /** Its process programs; undefined if the model has none. */
  readonly programs: ProcessPrograms | undefined;
  readonly #store: GemStore | undefined;
  readonly #found: ReadonlyMap<string, Uint8Array>;
  readonly #slots = new Map<string, Slot>();
  readonly #alarms = new Map<string, ToolAlarm>();
  readonly #commands = new Map<string, CommandHandler>();
  readonly #events: Events<
    { [Type in EquipmentEvent["type"]]: [event: Extract<EquipmentEvent, { type: Type }>] }
  >;
  /** In the order in which they came. */
  #hosts: readonly ToolHost[] = [];
  #process: ProcessingModel;
  #onTerminal: TerminalHandler | undefined;

  private constructor(
    model: EquipmentModel<D>,
    options: EquipmentOptions,
    found: ReadonlyMap<string, Uint8Array>,
  ) {
    this.model = model;
    this.#store = options.store;
    this.#found = found;
    this.time = new ToolClock(options.time);
    this.#events = new Events((error) => this.report(error));
    for (const variable of model.variables) this.#slots.set(variable.name, new Slot(variable));
    for (const alarm of model.alarms) {
      this.#alarms.set(alarm.name, new ToolAlarm(alarm, (one, values) => this.#onAlarm(one, values)));
    }
    this.#process = model.processing.start;
    this.constants = new Constants(model, this.#slots, this.keeper("tool"), () => {
      for (const host of this.#hosts) host.constantsChanged();
    });
    this.constants.restore();
    this.programs = this.#openPrograms(options);
    this.#computeVariables();
  }

  /**
   * Starts a tool from its model, with what its store has kept.
   *
   * @throws {GemStoreError} when the store cannot be opened (the promise rejects).
   */
  static async open<D extends EquipmentDefinition>(
    model: EquipmentModel<D>,
    options: EquipmentOptions = {},
  ): Promise<Equipment<D>> {
    const found = await options.store?.open() ?? new Map<string, Uint8Array>();
    return new Equipment(model, options, found);
  }

  /** Waits for what is being stored, and closes the store. Disable the handlers of its hosts first. */
  async close(): Promise<void> {
    await this.#store?.close();
  }

  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Calls `listener` with each event of that type, until the function that is returned is called. */
  on<Type extends EquipmentEvent["type"]>(
    type: Type,
    listener: (event: Extract<EquipmentEvent, { type: Type }>) => unknown,
  ): () => void {
    return this.#events.on(type, listener);
  }

  /**
   * Sets a status variable; undefined: it is not available.
   *
   * @throws {RangeError} when there is no such variable; the message says which name was meant.
   * @throws {GemValueError} when the value does not fit the format.
   */
  set<N extends StatusName<D>>(name: N, value: VariableInput<D, N> | undefined): void {
    this.#slot(name, "status").set(value);
  }

  /** The value of a status variable or a constant, as it was set last; undefined: it is not available. */
  get<N extends StatusName<D> | ConstantName<D>>(name: N): VariableValue<D, N> | undefined {
    return this.#slot(name).value as VariableValue<D, N> | undefined;
  }

  /**
   * The operator sets a constant; resolves once it is durable. The event "Operator Equipment Constant Change" follows.
   *
   * @throws {RangeError} when there is no such constant, the value is out of its range, or `checkConstants` refuses it.
   * @throws {GemValueError} when the value does not fit the format.
   */
  async setConstant<N extends ConstantName<D>>(name: N, value: VariableInput<D, N>): Promise<void> {
    const { variable } = this.#slot(name, "constant");
    await this.constants.set(variable, value as GemValue);
    this.#trigger("Operator Equipment Constant Change", {
      ECIDChanged: variable.id,
      ECVChanged: itemOf(variable, value),
    });
  }

  /**
   * A collection event has happened: it goes to each host that has enabled it, with the values of this moment.
   *
   * @param values The values of data variables that go with it, by their names. They are checked for a host that gets them.
   * @throws {RangeError} when there is no such event; the message says which name was meant.
   * @throws {GemValueError} when a value does not fit the format.
   */
  trigger<E extends EventName<D>>(name: E, values?: EventValues<D, E>): void {
    this.#trigger(name, values as DataValues | undefined);
  }

  /**
   * An alarm of the tool.
   *
   * @throws {RangeError} when there is no such alarm; the message says which name was meant.
   */
  alarm(name: AlarmName<D>): ToolAlarm {
    return this.#alarms.get(name) ?? this.#alarms.get(this.model.alarms.require(name).name)!;
  }

  /** All alarms, in the order of the model. */
  get alarms(): readonly ToolAlarm[] {
    return [...this.#alarms.values()];
  }

  /**
   * Carries out a remote command with `handler`, in place of the one that it had.
   *
   * @throws {RangeError} when there is no such command; the message says which name was meant.
   */
  onCommand<C extends CommandName<D>>(name: C, handler: CommandHandler<CommandParameters<D, C>>): void {
    this.#commands.set(this.model.commands.require(name).name, handler as CommandHandler);
  }

  /** Judges new values of constants with `check`, in place of the one that there was. */
  checkConstants(check: ConstantsCheck): void {
    this.constants.check = check;
  }

  /** Shows text of a host with `handler`; without one the answer is ACKC10 1, will not be shown. */
  onTerminal(handler: TerminalHandler): void {
    this.terminal = handler;
  }

  /** The operator sends text to the hosts: S10F1. */
  sendText(text: string, terminal = 0): void {
    for (const host of this.#hosts) host.postText(text, terminal);
  }

  /** The operator did something at the panel: the event "Operator Command Issued" goes to the hosts that control the tool. */
  operatorCommand(text: string): void {
    const event = this.model.events.require("Operator Command Issued");
    for (const host of this.#hosts) if (host.isRemote) host.triggered(event, { OperatorCommand: text });
  }

  /** The tool's time, or another one in ms since 1970, as TIME; its form is that of the constant TimeFormat. */
  timeText(time: number = this.time.now()): string {
    return this.time.text(time, Number(this.#slot("TimeFormat").value));
  }

  /** The processing state. */
  get processState(): string {
    return this.#process.state;
  }

  /** Moves the processing state; false if no transition of the state has this trigger. Its events follow. */
  process(trigger: string): boolean {
    const { model, rows, effects } = this.model.processing.change(this.#process, trigger);
    this.#process = model;
    for (const { event } of effects) this.#trigger(event, undefined);
    return rows.length > 0;
  }

  /** For handlers of hosts: what shows text, if there is something. */
  terminal: TerminalHandler | undefined;

  /** For handlers of hosts: a host comes. The function that is returned takes it away. */
  attach(host: ToolHost): () => void {
    if (this.#hosts.some(({ name }) => name === host.name)) {
      throw new RangeError(
        `The tool has a host with the name ${
          JSON.stringify(host.name)
        } already: what it keeps is kept by name`,
      );
    }
    this.#hosts = [...this.#hosts, host];
    return () => this.#hosts = this.#hosts.filter((one) => one !== host);
  }

  /** For handlers of hosts: what of `whose` survives power off. */
  keeper(whose: string): Keeper {
    return new Keeper(this.#store, this.#found, `${whose}/`, (error) => {
      this.#events.emit("store-failed", { type: "store-failed", what: whose, error });
    });
  }

  /** For handlers of hosts: a variable with its value. */
  slot(variable: ModelVariable): Slot {
    return this.#slots.get(variable.name)!;
  }

  /** For handlers of hosts: the remote command of this name. */
  command(name: string): ModelCommand | undefined {
    return this.model.commands.named(name);
  }

  /** For handlers of hosts: what carries it out. */
  commandHandler(name: string): CommandHandler | undefined {
    return this.#commands.get(name);
  }

  /** For handlers of hosts: whether the processing state lets a command through. */
  isAllowed({ states, triggers }: ModelCommand): boolean {
    if (states?.has(this.#process.state) === false) return false;
    return triggers === undefined || this.model.processing.change(this.#process, triggers).rows.length > 0;
  }

  /** For handlers of hosts: the transition that a command is. */
  carryOut({ triggers }: ModelCommand): void {
    if (triggers !== undefined) this.process(triggers);
  }

  /** For handlers of hosts: tells what code of the tool threw. */
  report(error: unknown): void {
    this.#events.emit("error", { type: "error", error });
  }

  #trigger(name: string, values: DataValues | undefined): void {
    const event = this.model.events.named(name) ?? this.model.events.require(name);
    for (const host of this.#hosts) host.triggered(event, values);
  }

  #onAlarm(alarm: ToolAlarm, values: DataValues | undefined): void {
    for (const host of this.#hosts) host.alarmChanged(alarm);
    const { detected, cleared, id } = alarm.alarm;
    this.#trigger((alarm.isSet ? detected : cleared).name, { AlarmID: id, ...values });
  }

  #slot(name: string, kind?: ModelVariable["kind"]): Slot {
    const slot = this.#slots.get(name);
    if (slot !== undefined && (kind === undefined || slot.variable.kind === kind)) return slot;
    const { kind: other } = this.model.variables.require(name);
    throw new RangeError(`${name} is a ${other} variable, and not a ${kind} one`);
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
        if (by === "tool") this.#trigger("PP Change", { PPChangeName: textOf(PPChangeName), PPChangeStatus });
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
      this.#slots.get(name)!.source = source;
    };
    const { processing } = this.model;
    compute("AlarmsSet", () => L(...this.alarms.filter(({ isSet }) => isSet).map(({ id }) => itemOfId(id))));
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
