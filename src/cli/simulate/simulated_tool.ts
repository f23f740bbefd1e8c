import { join } from "node:path";
import type {
  Clock,
  Endpoint,
  HsmsMultiPassiveServer,
  HsmsTimeouts,
  HsmsTrace,
  Network,
} from "../../core/mod.ts";
import { FileStore, FolderPrograms } from "../../files/mod.ts";
import { Equipment, type EquipmentModel, GemEquipmentHandler, Simulation } from "../../gem/mod.ts";
import { Faults } from "./faults.ts";

/** What a simulated tool is made of. */
export interface SimulatedToolOptions {
  readonly model: EquipmentModel;
  /** Its name, in what is shown. */
  readonly name: string;
  readonly network: Network;
  readonly clock: Clock;
  /** The port on which it listens, or a server that several tools share. */
  readonly port: number;
  readonly bindAddress: string;
  /** Where its host listens; undefined: the host connects to it. */
  readonly dial?: Endpoint | undefined;
  readonly server?: HsmsMultiPassiveServer | undefined;
  readonly session: number;
  readonly timeouts: HsmsTimeouts;
  readonly trace?: HsmsTrace | undefined;
  readonly seed: number;
  readonly speed: number;
  /** Where it keeps what survives power off; undefined: it begins anew each time. */
  readonly folder: string | undefined;
  /** Where its recipes are; undefined: in memory. */
  readonly recipes: string | undefined;
  /** Maximum number of messages in its spool, which is on then; undefined: as its model says. */
  readonly spool: number | undefined;
  /** The first system bytes of its messages; undefined: random ones. */
  readonly firstSystem?: number | undefined;
  /** Its time of day, in ms since 1970, in UTC; undefined: that of this machine. */
  readonly now?: (() => number) | undefined;
  /** Where the control state begins. */
  readonly control: "offline" | "local" | "remote";
  /** Gets a sentence for each thing that happens. */
  readonly tell: (text: string, isTrouble: boolean) => void;
}

/** ACKC10: the tool has terminal 0 alone. */
const NO_SUCH_TERMINAL = 2;

/** A tool that is simulated, and its one host. */
export class SimulatedTool {
  readonly name: string;
  readonly equipment: Equipment;
  readonly handler: GemEquipmentHandler;
  readonly simulation: Simulation;
  readonly faults = new Faults();
  /** COMMACK of the next answers to S1F13. */
  commack = 0;

  /** Use `open`. */
  constructor(equipment: Equipment, options: SimulatedToolOptions) {
    const { name, clock, server, bindAddress, dial, tell } = options;
    this.name = name;
    this.equipment = equipment;
    this.simulation = new Simulation(equipment, {
      clock,
      speed: options.speed,
      seed: options.seed,
    });
    const { address, port } = dial ?? { address: "*", port: options.port };
    this.handler = new GemEquipmentHandler(address, port, dial !== undefined, options.session, name, {
      network: options.network,
      clock,
      equipment,
      timeouts: options.timeouts,
      onEstablish: () => this.commack,
      control: {
        initControlState: options.control === "offline" ? "offline" : "online",
        onlineSubstate: options.control === "local" ? "local" : "remote",
      },
      ...(options.spool !== undefined && { spool: { maxMessages: options.spool } }),
      ...(server !== undefined ? { server } : dial === undefined && { bindAddress }),
      ...(options.trace !== undefined && { trace: options.trace }),
      ...(options.firstSystem !== undefined && { firstSystem: options.firstSystem }),
    });
    equipment.onTerminal((lines, { terminal }) => {
      if (terminal !== 0 && terminal !== "all") return NO_SUCH_TERMINAL;
      tell(`The host says: ${lines.join(" / ")}`, false);
      return undefined;
    });
    this.#listen(tell);
  }

  /** Starts a tool: its store is read, and it is ready to be enabled. */
  static async open(options: SimulatedToolOptions): Promise<SimulatedTool> {
    const { model, folder, recipes, name, spool, now } = options;
    const equipment = await Equipment.open(model, {
      ...(folder !== undefined && { store: new FileStore(join(folder, `${name}.store`)) }),
      ...(recipes !== undefined && { programs: new FolderPrograms(recipes) }),
      ...(now !== undefined && { time: { now, zone: 0 } }),
    });
    const tool = new SimulatedTool(equipment, options);
    if (spool !== undefined) {
      // Before the first host has come, a spool that is on would be active at once.
      const off = tool.handler.on("communicating", () => {
        off();
        return equipment.setConstant("EnableSpooling", true);
      });
    }
    return tool;
  }

  /** Begins: it listens, and its simulation runs. */
  async start(): Promise<void> {
    this.simulation.start();
    await this.handler.enable();
  }

  /** Ends, and keeps what survives. */
  async stop(): Promise<void> {
    this.simulation.stop();
    await this.handler.disable();
    await this.equipment.close();
  }

  #listen(tell: SimulatedToolOptions["tell"]): void {
    const { handler, equipment, simulation } = this;
    const nameOf = (message: { readonly stream: number; readonly function: number }): string =>
      `S${message.stream}F${message.function}`;
    simulation.on("did", ({ what }) => tell(what, false));
    simulation.on("error", ({ error }) => tell(`The simulation failed: ${messageOf(error)}`, true));
    equipment.on("error", ({ error }) => tell(`The tool failed: ${messageOf(error)}`, true));
    equipment.on(
      "store-failed",
      ({ what, error }) => tell(`${what} could not be stored: ${error.message}`, true),
    );
    equipment.on(
      "process-state",
      ({ previous, state }) => tell(`The process goes from ${previous} to ${state}`, false),
    );
    handler.on("communicating", () => tell("The host is communicating", false));
    handler.on(
      "not-communicating",
      ({ why }) => tell(`The host is not communicating any more: ${why}`, true),
    );
    handler.on("communication-failed", ({ error }) => tell(`Communications failed: ${error.message}`, true));
    handler.on("control-state", ({ state, why }) => tell(`${why}: the control state is ${state}`, false));
    handler.on("spooling", ({ state }) => tell(`The spool is ${state}`, state !== "inactive"));
    handler.on("message-lost", ({ message, why }) => tell(`${nameOf(message)} is lost: ${why}`, true));
    handler.on(
      "message-refused",
      ({ message, code }) => tell(`The host refused ${nameOf(message)} with ${code}`, true),
    );
    handler.on(
      "message-unanswered",
      ({ message, error }) => tell(`${nameOf(message)}: ${error.message}`, true),
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : `${error}`;
}
