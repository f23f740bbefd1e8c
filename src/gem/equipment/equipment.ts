import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { EquipmentModel } from "../definition/model.ts";
import type {
  AlarmName,
  CommandName,
  ConstantName,
  EventName,
  ProcessTriggerName,
  StatusName,
} from "../definition/names.ts";
import type {
  CommandParameters,
  EventValues,
  VariableInput,
  VariableValue,
} from "../definition/value_types.ts";
import { type GemValue, itemOf } from "../definition/values.ts";
import type { ProcessPrograms } from "../programs/process_programs.ts";
import type { ToolClock } from "../time/tool_clock.ts";
import type { CommandHandler } from "./commands.ts";
import type { ConstantsCheck } from "./constants.ts";
import type { DataValues, EquipmentEvent, EquipmentOptions, TerminalHandler } from "./equipment_options.ts";
import { idValue, type MakeValue } from "./slot.ts";
import { Tool } from "./tool.ts";
import type { ToolAlarm } from "./tool_alarm.ts";

const TOOL: unique symbol = Symbol("tool");

/**
 * A running tool: its values, alarms, commands and process, for all of its hosts. Its hosts are GemEquipmentHandlers.
 *
 * @typeParam D The type of the definition: names and types of values are known.
 *
 * @example
 * ```ts
 * import { defineEquipment, Equipment } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const model = defineEquipment({
 *   model: "ETCH-3",
 *   revision: "1.2.0",
 *   statusVariables: { ChamberPressure: { id: 1001, format: "F4", units: "Pa" } },
 *   alarms: { DoorOpen: { id: 5001, category: "personalSafety", text: "The chamber door is open" } },
 *   commands: { START: { parameters: { LotId: { format: "A" } } } },
 * });
 * const tool = await Equipment.open(model);
 * tool.set("ChamberPressure", 1.5);
 * tool.alarm("DoorOpen").set();
 * tool.onCommand("START", ({ LotId }) => console.log(`lot ${LotId} begins`));
 * assertEquals(tool.get("ChamberPressure"), 1.5);
 * await tool.close();
 * ```
 */
export class Equipment<D extends EquipmentDefinition = EquipmentDefinition> implements AsyncDisposable {
  /** What the tool is. */
  readonly model: EquipmentModel<D>;
  readonly #tool: Tool;

  /**
   * Makes a tool from its model, of which nothing survives. With a store, use `open`.
   *
   * @param kept What the store had when it was opened.
   */
  constructor(
    model: EquipmentModel<D>,
    options: EquipmentOptions = {},
    kept: ReadonlyMap<string, Uint8Array> = new Map(),
  ) {
    this.model = model;
    this.#tool = new Tool(model as unknown as EquipmentModel, options, kept);
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
    return new Equipment(model, options, await options.store?.open());
  }

  /** What the handlers of hosts see. */
  get [TOOL](): object {
    return this.#tool;
  }

  /** Its time of day. */
  get time(): ToolClock {
    return this.#tool.time;
  }

  /** Its process programs, for the tool and its operator; undefined if the model has none. */
  get programs(): ProcessPrograms | undefined {
    return this.#tool.programs;
  }

  /** Waits for what is being stored, and closes the store. Disable the handlers of its hosts first. */
  async close(): Promise<void> {
    await this.#tool.close();
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
    return this.#tool.events.on(type, listener);
  }

  /**
   * Sets a status variable; undefined: it is not available.
   *
   * @throws {RangeError} when there is no such variable; the message says which name was meant.
   * @throws {GemValueError} when the value does not fit the format.
   */
  set<N extends StatusName<D>>(name: N, value: VariableInput<D, N> | undefined): void {
    this.#tool.slotNamed(name, "status").set(value);
  }

  /** The value of a status variable or a constant, as it was set last; undefined: it is not available. */
  get<N extends StatusName<D> | ConstantName<D>>(name: N): VariableValue<D, N> | undefined {
    return this.#tool.slotNamed(name).value as VariableValue<D, N> | undefined;
  }

  /**
   * The operator sets a constant; resolves once it is durable. The event "Operator Equipment Constant Change" follows.
   *
   * @throws {RangeError} when there is no such constant, the value is out of its range, or `checkConstants` refuses it.
   * @throws {GemValueError} when the value does not fit the format.
   */
  async setConstant<N extends ConstantName<D>>(name: N, value: VariableInput<D, N>): Promise<void> {
    const { variable } = this.#tool.slotNamed(name, "constant");
    await this.#tool.constants.set(variable, value as GemValue);
    this.#tool.trigger("Operator Equipment Constant Change", {
      ECIDChanged: idValue(variable.id),
      ECVChanged: ((_, encoding) => itemOf(variable, value, encoding)) satisfies MakeValue,
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
    this.#tool.trigger(name, values as DataValues | undefined);
  }

  /**
   * An alarm of the tool.
   *
   * @throws {RangeError} when there is no such alarm; the message says which name was meant.
   */
  alarm(name: AlarmName<D>): ToolAlarm {
    return this.#tool.alarms.get(name) ?? this.#tool.alarms.get(this.model.alarms.require(name).name)!;
  }

  /** All alarms, in the order of the model. */
  get alarms(): readonly ToolAlarm[] {
    return [...this.#tool.alarms.values()];
  }

  /**
   * Carries out a remote command with `handler`, in place of the one that it had.
   *
   * @throws {RangeError} when there is no such command; the message says which name was meant.
   */
  onCommand<C extends CommandName<D>>(name: C, handler: CommandHandler<CommandParameters<D, C>>): void {
    this.#tool.handlers.set(this.model.commands.require(name).name, handler as CommandHandler);
  }

  /** Judges new values of constants with `check`, in place of the one that there was. */
  checkConstants(check: ConstantsCheck): void {
    this.#tool.constants.check = check;
  }

  /** Shows text of a host with `handler`; without one the answer is ACKC10 1, will not be shown. */
  onTerminal(handler: TerminalHandler): void {
    this.#tool.terminal = handler;
  }

  /**
   * The operator sends text to the hosts: S10F1.
   *
   * @throws {SecsSchemaError} when a host's encoding does not have a character, or the terminal is not 0 to 255; the other
   * hosts get the text.
   */
  sendText(text: string, terminal = 0): void {
    this.#tool.tellHosts((host) => host.postText(text, terminal));
  }

  /** The operator did something at the panel: the event "Operator Command Issued" goes to the hosts that control the tool. */
  operatorCommand(text: string): void {
    const event = this.model.events.require("Operator Command Issued");
    for (const host of this.#tool.hosts) if (host.isRemote) host.triggered(event, { OperatorCommand: text });
  }

  /** The processing state. */
  get processState(): string {
    return this.#tool.processState;
  }

  /**
   * Moves the processing state; false if no transition of the state has this trigger. Its events follow.
   *
   * @throws {RangeError} when no transition at all has it; the message says which one was meant.
   */
  moveProcess(trigger: ProcessTriggerName<D>): boolean {
    return this.#tool.moveProcess(trigger);
  }
}

/** What the handlers of hosts see of a running tool. */
export function toolOf(equipment: Equipment): Tool {
  return equipment[TOOL] as Tool;
}
