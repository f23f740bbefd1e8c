import type { EquipmentModel, ModelVariable } from "../../gem/mod.ts";
import { CommandError } from "../errors.ts";
import type { Fab } from "./fab.ts";
import { FAULT_KINDS, faultText, parseFault } from "./faults.ts";
import type { SimulatedTool } from "./simulated_tool.ts";
import { describeTool } from "./status.ts";

/** What an operator can do, each with what it takes and what it does. */
const COMMANDS: Readonly<Record<string, readonly [takes: string, does: string]>> = {
  status: ["", "what the tool is, and its values"],
  online: ["", "the switch to ON-LINE"],
  offline: ["", "the switch to OFF-LINE"],
  local: ["", "the switch to LOCAL"],
  remote: ["", "the switch to REMOTE"],
  alarm: ["NAME", "sets an alarm"],
  clear: ["NAME", "clears an alarm"],
  event: ["NAME [VARIABLE=VALUE …]", "triggers an event"],
  set: ["NAME=VALUE …", "sets status variables"],
  constant: ["NAME=VALUE …", "sets equipment constants"],
  process: ["TRIGGER", "moves the processing state"],
  text: ["WORDS", "sends text to the host (S10F1)"],
  operator: ["WORDS", "tells the host that the operator did something"],
  fault: ["KIND SxFy [once | 3 times | 10s]", Object.keys(FAULT_KINDS).join(", ")],
  heal: ["", "ends all faults, and COMMACK 1"],
  commack: ["CODE", "answers S1F13 with this COMMACK"],
  drop: ["", "cuts the link once"],
  down: ["", "cuts the link, and lets nobody in"],
  up: ["", "lets hosts in again"],
  fill: ["EVENT", "triggers an event until the spool is full"],
  tool: ["NUMBER | all", "which tool of a fab the lines are for"],
  pause: ["", "the simulation stands still"],
  go: ["", "the simulation goes on"],
  quit: ["", "ends"],
};

/** The first words of its lines. */
export const PANEL_WORDS: readonly string[] = Object.keys(COMMANDS);

/** Maximum number of events that `fill` triggers. */
const MAX_FILL = 100_000;

/** What the panel says to somebody who does not know it. */
export function panelHelp(): string {
  const width = Math.max(...Object.entries(COMMANDS).map(([name, [takes]]) => `${name} ${takes}`.length));
  return Object.entries(COMMANDS)
    .map(([name, [takes, does]]) => `  ${`${name} ${takes}`.padEnd(width)}  ${does}\n`).join("");
}

/** The operator's panel of simulated tools: a line each. */
export class Panel {
  readonly #fab: Fab;
  readonly #tell: (text: string) => void;
  #tools: readonly SimulatedTool[];

  /** `tell` gets what was asked for. The lines are for the first tool, until one says otherwise. */
  constructor(fab: Fab, tell: (text: string) => void) {
    this.#fab = fab;
    this.#tell = tell;
    this.#tools = fab.tools.slice(0, 1);
  }

  /**
   * Does what a line says.
   *
   * @throws {Error} when it cannot be done: the message is for the operator.
   */
  async perform(line: string): Promise<void> {
    const [name = "", ...words] = line.trim().split(/\s+/);
    if (name === "help" || name === "?") return this.#tell(panelHelp());
    if (!Object.hasOwn(COMMANDS, name) || name === "quit") {
      throw new CommandError(`There is no "${name}" on the panel. Write help`);
    }
    if (name === "tool") return this.#choose(words[0]);
    if (name === "down" || name === "up") return this.#lift(name === "up");
    for (const tool of this.#tools) await this.#act(tool, name, words, line.trim().slice(name.length).trim());
  }

  async #act(tool: SimulatedTool, name: string, words: readonly string[], rest: string): Promise<void> {
    const { handler, simulation, equipment, faults } = tool;
    const [first = ""] = words;
    switch (name) {
      case "status":
        return this.#tell(describeTool(tool));
      case "online":
        return handler.controlSwitchOnline();
      case "offline":
        return handler.controlSwitchOffline();
      case "local":
        return handler.controlSwitchOnlineLocal();
      case "remote":
        return handler.controlSwitchOnlineRemote();
      case "alarm":
        return simulation.perform([{ alarm: equipment.model.alarms.require(rest).name }]);
      case "clear":
        return simulation.perform([{ clear: equipment.model.alarms.require(rest).name }]);
      case "event": {
        const { name: event, values } = eventIn(equipment.model, rest);
        equipment.trigger(event, values as never);
        return this.#tell(`${event} was triggered\n`);
      }
      case "set":
        for (const [variable, value] of valuesIn(equipment.model, rest)) {
          equipment.set(variable as never, value as never);
        }
        return;
      case "constant":
        for (const [variable, value] of valuesIn(equipment.model, rest)) {
          await equipment.setConstant(variable as never, value as never);
        }
        return;
      case "process":
        if (equipment.moveProcess(rest)) return;
        throw new CommandError(`${equipment.processState} has no transition for ${rest}`);
      case "text":
        return equipment.sendText(rest);
      case "operator":
        return equipment.operatorCommand(rest);
      case "fault":
        if (first !== "") faults.add(parseFault(words));
        return this.#tell(faults.all.map((fault) => `${tool.name}: ${faultText(fault)}\n`).join(""));
      case "heal":
        faults.clear();
        tool.commack = 0;
        return;
      case "commack":
        if (!/^\d{1,3}$/.test(first) || Number(first) > 255) {
          throw new CommandError("COMMACK is a number from 0 to 255");
        }
        tool.commack = Number(first);
        return;
      case "drop":
        return this.#drop(tool);
      case "fill":
        return fill(tool, rest);
      case "pause":
        return simulation.stop();
      case "go":
        return simulation.start();
    }
  }

  #drop({ handler }: SimulatedTool): void {
    const { remoteEndpoint } = handler.connection;
    if (remoteEndpoint === undefined) throw new CommandError("No host is connected");
    this.#fab.network.cut(remoteEndpoint);
  }

  #lift(isUp: boolean): void {
    this.#fab.network.isDown = !isUp;
    if (!isUp) this.#fab.network.cut();
  }

  #choose(which: string | undefined): void {
    const { tools } = this.#fab;
    if (which === "all") this.#tools = tools;
    else {
      const tool = /^\d+$/.test(which ?? "") ? tools[Number(which) - 1] : undefined;
      if (tool === undefined) throw new CommandError(`The tools are 1 to ${tools.length}, and all`);
      this.#tools = [tool];
    }
  }
}

/** Only what the host has enabled, and named with S2F43, goes into the spool. */
function fill({ handler, equipment }: SimulatedTool, rest: string): void {
  const { name } = equipment.model.events.require(rest);
  if (handler.spooling === "inactive") {
    throw new CommandError(
      "The spool is not active: start with --spool, let the host enable the event and name S6F11, and write down",
    );
  }
  for (let i = 0; i < MAX_FILL && handler.spooling === "active"; i++) {
    const before = handler.pendingMessages.spooled;
    equipment.trigger(name, {} as never);
    if (handler.pendingMessages.spooled === before) {
      throw new CommandError(
        `${name} is not spooled: the host has not enabled it, or not named S6F11 with S2F43`,
      );
    }
  }
}

/** `LotStarted LotId=A1 Count=3`: names may have blanks, so the longest one counts. */
function eventIn(model: EquipmentModel, text: string): { name: string; values: Record<string, unknown> } {
  const at = /\s+\S+=/.exec(text)?.index ?? text.length;
  const { name } = model.events.require(text.slice(0, at).trim());
  return { name, values: Object.fromEntries(valuesIn(model, text.slice(at))) };
}

/** `A=1 B="two words"` */
function valuesIn(model: EquipmentModel, text: string): [name: string, value: unknown][] {
  const found = [...text.matchAll(/\s*([^\s=]+)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|\S*)/g)];
  const isAll = found.map(([part]) => part).join("").trim() === text.trim();
  if (!isAll || text.trim() !== "" && found.length === 0) {
    throw new CommandError(
      `Cannot take "${text.trim()}". Write NAME=VALUE, and text with blanks as NAME="two words"`,
    );
  }
  return found.map(([, name = "", value = ""]) => [name, valueOf(model.variables.require(name), value)]);
}

function valueOf({ name, format }: ModelVariable, text: string): unknown {
  const isText = format === "A" || format === "J";
  if (isText && !text.startsWith('"')) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`"${text}" is no value of ${name}, which is ${format}`);
  }
}
