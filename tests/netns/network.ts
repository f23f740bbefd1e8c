// Broken networks between processes in network namespaces. Who is who:
//
// - TestNetwork: machines, and the cable between them; it starts cable.py, which makes and carries all of that.
// - Machine: a network namespace with one card. Station: a process on a machine, with one handler (station.ts).
// - Traffic: the numbered requests of a station. Scenario: what happens to a network, and what has to come of it.

import { assert } from "@std/assert";
import { PeerProcess } from "../interop/peer_process.ts";
import type { StationSetup } from "./station.ts";

/** A runtime, and how it runs a station. */
export interface Launcher {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** How long something took that had to happen. */
export interface Timing {
  readonly what: string;
  /** In ms. */
  readonly seen: number;
  readonly allowed: number;
}

/** A namespace, as the cable calls it and as programs enter it. */
export interface Machine {
  readonly machine: number;
  readonly namespace: string;
}

/** What the cable does to everything that it carries: a share of frames, seconds, bytes a second. */
export interface Line {
  readonly loss?: number;
  readonly seed?: number;
  readonly delay?: number;
  readonly rate?: number;
}

/** Namespaces as machines, the cable between them, and the stations on them. */
export class TestNetwork {
  readonly timings: Timing[] = [];
  readonly stations: Station[] = [];
  /** What the stations run on. */
  readonly runtime: Launcher;
  readonly #cable: PeerProcess;

  private constructor(cable: PeerProcess, runtime: Launcher) {
    this.#cable = cable;
    this.runtime = runtime;
  }

  /** A cable without machines. */
  static async begin(runtime: Launcher): Promise<TestNetwork> {
    const cable = new PeerProcess(["python3", "tests/netns/cable.py"]);
    const network = new TestNetwork(cable, runtime);
    try {
      await cable.log.saw("ready");
    } catch (error) {
      await network.end();
      throw new Error(`The cable did not start: ${cable.stderr}`, { cause: error });
    }
    return network;
  }

  /** A new machine with this address, which may be another one's too. */
  async plug(address: string): Promise<Machine> {
    return await this.#cable.command("plug", { address }) as unknown as Machine;
  }

  /** Takes a machine away for good. */
  unplug({ machine }: Machine): Promise<unknown> {
    return this.#cable.command("unplug", { machine });
  }

  /** The machine tells all others again that its address is its own. */
  announce({ machine }: Machine): Promise<unknown> {
    return this.#cable.command("announce", { machine });
  }

  /** What still gets through at the machine's end of the cable, and no side is told. */
  set({ machine }: Machine, passes: { sends: boolean; hears: boolean }): Promise<unknown> {
    return this.#cable.command("set", { machine, ...passes });
  }

  /** Whether two machines hear each other. */
  between(one: Machine, other: Machine, passes: boolean): Promise<unknown> {
    return this.#cable.command("between", { machine: one.machine, other: other.machine, passes });
  }

  /** Whether the machine's card feels a cable. */
  carrier({ machine }: Machine, on: boolean): Promise<unknown> {
    return this.#cable.command("carrier", { machine, on });
  }

  /** Makes the cable good or bad. */
  line(line: Line): Promise<unknown> {
    return this.#cable.command("line", { ...line });
  }

  /** A process on a machine, enabled. */
  async station(machine: Machine, setup: StationSetup): Promise<Station> {
    const [program, ...args] = this.runtime.command;
    const inside = [
      "nsenter",
      `--net=${machine.namespace}`,
      program,
      ...args,
      JSON.stringify(setup),
    ] as const;
    const station = new Station(machine, inside, setup.active ? "host" : "tool");
    this.stations.push(station);
    await station.log.saw("ready");
    await station.command("enable");
    return station;
  }

  /** Does something, then waits for what has to come of it, each within its time in ms. */
  async after(
    action: () => Promise<unknown>,
    expected: Record<string, readonly [event: Promise<unknown>, allowed: number]>,
  ): Promise<void> {
    const start = performance.now();
    const waits = Object.entries(expected).map(async ([what, [event, allowed]]) => {
      await event;
      this.time(what, performance.now() - start, allowed);
    });
    await Promise.all([action(), ...waits]);
  }

  /** Keeps a time for the table; more than is allowed is an error. */
  time(what: string, seen: number, allowed: number): void {
    this.timings.push({ what, seen, allowed });
    assert(seen <= allowed, `${what} after ${seen.toFixed(0)} ms, ${allowed} ms are allowed`);
  }

  /** Ends every process; the namespaces end with them. */
  async end(): Promise<void> {
    await Promise.all(this.stations.map((station) => station.kill()));
    await this.#cable.kill();
  }
}

/** A process on a machine. */
export class Station extends PeerProcess {
  readonly machine: Machine;
  readonly name: string;

  constructor(machine: Machine, command: Launcher["command"], name: string) {
    super(command);
    this.machine = machine;
    this.name = name;
  }

  /** The next event that begins like this, counted from now. */
  next(event: string): Promise<void> {
    const seen = this.log.saw(event, this.log.count(event) + 1);
    seen.catch(() => {}); // A caller that waits is told; if none does, something else has failed before.
    return seen;
  }
}
