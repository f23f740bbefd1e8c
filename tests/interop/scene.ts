import { HsmsProtocol, streamFunction, tcp } from "@secs/hsms";
import { FaultProxy } from "@secs/hsms/testing";
import { assertEquals } from "@std/assert";
import { nodeTcp } from "../../src/transports/node/mod.ts";
import { fromHex, toHex } from "../support/hex.ts";
import { Log } from "../support/log.ts";
import type { PeerKind } from "./install.ts";
import { PeerProcess } from "./peer_process.ts";
import { Wire } from "./wire.ts";

/** The device id of both sides; not 0, so that a side that forgets it is found. */
const SESSION = 7;

const TIMEOUTS = { t3: 10_000, t5: 300, t6: 5_000, t8: 1_000, linktest: 0, allowShort: true };

/** Our handler and a peer, and what passes between them. */
export class Scene {
  readonly kind: PeerKind;
  /** We connect, and the peer listens; otherwise the other way round. */
  readonly active: boolean;
  readonly port: number;
  /** Between the two sides, where the case asked for it. */
  readonly proxy: FaultProxy | undefined;
  readonly wire = new Wire();
  /** `connected`, `selected`, `deselected`, `disconnected [ERROR CODE]`, `primary NAME`, `late NAME`, `fault CODE`, `thrown ERROR`. */
  readonly log = new Log();
  readonly ours: HsmsProtocol;
  /** The primaries that came in, in hex. */
  readonly bodies: string[] = [];
  /** Requests of the peer wait for the case to answer them. */
  holding = false;
  /** The peer's current process. */
  peer: PeerProcess;
  readonly #option: string | undefined;

  private constructor(
    kind: PeerKind,
    active: boolean,
    port: number,
    option: string | undefined,
    proxy: FaultProxy | undefined,
  ) {
    this.kind = kind;
    this.active = active;
    this.port = port;
    this.proxy = proxy;
    this.#option = option;
    this.peer = this.#spawn();
    this.ours = this.#makeOurs();
  }

  /** Starts a peer and our side, and waits until both of them say that they are selected. */
  static async begin(kind: PeerKind, active: boolean, option?: string, proxied = false): Promise<Scene> {
    const listen = { address: "127.0.0.1", port: 0 };
    const listener = await tcp.listen(listen, () => {});
    await listener.close();
    const { endpoint } = listener;
    // Deno's own sockets cannot reset.
    const proxy = proxied ? new FaultProxy(nodeTcp(), { listen, target: endpoint }) : undefined;
    await proxy?.start();
    const scene = new Scene(kind, active, endpoint.port, option, proxy);
    try {
      await scene.ours.enable();
      await scene.startPeer();
      await scene.log.saw("selected");
      // One that starts late never says it.
      if (option !== "late") await scene.peer.log.saw("selected");
      return scene;
    } catch (error) {
      await scene.end();
      throw error;
    }
  }

  /** Starts the peer's protocol, in a process that has just been made. */
  async startPeer(): Promise<void> {
    await this.peer.log.saw("ready");
    await this.peer.command("enable");
  }

  /** A new process in the place of one that was killed. */
  async replacePeer(): Promise<void> {
    this.peer = this.#spawn();
    await this.startPeer();
  }

  /** Ends both sides, whatever state they are in. */
  async end(): Promise<void> {
    await this.ours.disable();
    await this.peer.kill();
    await this.proxy?.stop();
  }

  /** Does something and waits until both sides say that they were selected once more. */
  async reselected(action: () => unknown): Promise<void> {
    const [here, there, { peer }] = [this.log.count("selected"), this.peer.log.count("selected"), this];
    await action();
    await this.log.saw("selected", here + 1);
    await this.peer.log.saw("selected", peer === this.peer ? there + 1 : 1);
  }

  /** The frames since a mark, with `#1`, `#2` … for their system bytes in the order in which they were first seen. */
  framesSince(mark: number): string[] {
    const seen: string[] = [];
    return this.wire.lines.slice(mark).map((line) => {
      const system = line.slice(-8);
      if (!seen.includes(system)) seen.push(system);
      return `${line.slice(0, -8)}#${seen.indexOf(system) + 1}`;
    });
  }

  /** Does something, and checks all frames that passed meanwhile; white space in `expected` is for the reader. */
  async passes<T>(expected: readonly string[], action: () => Promise<T>): Promise<T> {
    const mark = this.wire.lines.length;
    const result = await action();
    assertEquals(
      this.framesSince(mark),
      expected.map((line) => `${line.slice(0, 2)}${line.slice(2).replace(/\s/g, "")}`),
    );
    return result;
  }

  /**
   * The peer's system bytes come from elsewhere from here on. secsgem says that it is selected while it still takes
   * everything with the system bytes of its Select.req for the response: a request of ours that has them is lost.
   */
  async countApart(): Promise<void> {
    await this.peer.command("system", { next: 0x4000_0000 });
  }

  /** A request each way: the link does what it is for. */
  async works(): Promise<void> {
    const reply = await this.ours.sendAndWaitForResponse(streamFunction(2, 25, fromHex("210101")));
    assertEquals(toHex(reply.data), "210101");
    assertEquals((await this.peer.request(2, 25, "210102")).body, "210102");
  }

  /** Where the active side connects to. */
  get #dialled(): number {
    return this.proxy?.endpoint.port ?? this.port;
  }

  #spawn(): PeerProcess {
    const role = this.active ? "passive" : "active";
    const port = role === "active" ? this.#dialled : this.port;
    return new PeerProcess(this.kind.command(role, port, SESSION, this.#option));
  }

  #makeOurs(): HsmsProtocol {
    const { log } = this;
    const port = this.active ? this.#dialled : this.port;
    const ours = new HsmsProtocol("127.0.0.1", port, this.active, SESSION, this.kind.name, {
      network: this.wire,
      bindAddress: "127.0.0.1",
      timeouts: TIMEOUTS,
      onDelegateError: (error) => log.write(`thrown ${error}`),
      // Where both sides count from 1, the same system bytes are in use on both sides.
      firstSystem: 1,
    });
    ours.on("connected", () => log.write("connected"));
    ours.on("selected", () => log.write("selected"));
    ours.on("deselected", () => log.write("deselected"));
    ours.on("closed", ({ error }) => {
      log.write(`disconnected${error === undefined ? "" : ` ${codeOf(error)}`}`);
    });
    ours.on("late-reply", ({ packet }) => log.write(`late ${packet.header.name}`));
    ours.on("fault", ({ error }) => log.write(`fault ${codeOf(error)}`));
    ours.on("primary", ({ packet }) => {
      this.bodies.push(toHex(packet.data));
      log.write(`primary ${packet.header.name}`);
      const { stream, function: func, requireResponse } = packet.header;
      if (requireResponse && !this.holding) {
        ours.sendResponse(streamFunction(stream, func + 1, packet.data), packet);
      }
    });
    return ours;
  }
}

function codeOf(error: Error): string {
  return `${error.name} ${(error as Error & { code?: string }).code}`;
}
