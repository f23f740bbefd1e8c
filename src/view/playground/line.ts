import { type Clock, FrameDecoder, type HsmsPacket, type Network } from "../../core/mod.ts";
import { type FaultAction, FaultProxy, type FaultRule, type FaultStage } from "../../testing/mod.ts";

/** What the line does with what is sent towards one side. */
export type Way = "passes" | "loses";

/** Who listens to the line. */
export interface LineListener {
  opened(connection: number): void;
  /** A frame, as one sees it at the host: not what is lost on its way there. */
  frame(connection: number, from: "host" | "tool", bytes: Uint8Array): void;
  /** The first bytes of a frame whose rest does not come. */
  part(connection: number, from: "host" | "tool", bytes: Uint8Array): void;
  /** By whom; undefined: the line was cut. */
  closed(connection: number, by: "host" | "tool" | undefined): void;
}

/** Where the host connects, and where the tool listens behind the line. */
export const AT_LINE = { address: "10.0.0.7", port: 5000 };
/** Where the tool listens. */
export const AT_TOOL = { address: "10.0.0.7", port: 5001 };

/** Bytes of a frame that still come when the line stops inside it. */
const PART = 9;
/** Ms that the line takes. */
const LATENCY = 8;

/** The line between the host and the tool: it can lose frames, stop inside one, and be cut. */
export class Line {
  /** What is sent to each side: it passes, or it is lost. */
  readonly ways: { toTool: Way; toHost: Way } = { toTool: "passes", toHost: "passes" };
  /** The side towards which the next data message is lost. */
  losesTo: "tool" | "host" | undefined;
  /** The side towards which the line stops inside the next frame. */
  stopsTo: "tool" | "host" | undefined;
  readonly #proxy: FaultProxy;
  readonly #listener: LineListener;

  /** Makes a line that is told of all that it carries. */
  constructor(network: Network, clock: Clock, listener: LineListener) {
    this.#listener = listener;
    this.#proxy = new FaultProxy(network, {
      listen: AT_LINE,
      target: AT_TOOL,
      clock,
      rules: [this.#rule()],
      onLog: (entry) => {
        if (entry.type === "joined") listener.opened(entry.connection);
        if (entry.type === "ended") {
          const by = entry.by === "client" ? "host" : entry.by === "target" ? "tool" : undefined;
          listener.closed(entry.connection, by);
        }
      },
    });
  }

  /** Begins to carry. */
  start(): Promise<void> {
    return this.#proxy.start();
  }

  /** Ends every connection, as a cable does that is pulled out. */
  cut(): void {
    this.#proxy.breakAll("reset");
  }

  /** Carries nothing any more. */
  stop(): Promise<void> {
    return this.#proxy.stop();
  }

  #rule(): FaultRule {
    return {
      name: "line",
      parameters: {},
      begin: ({ connection, to }): FaultStage => {
        const decoder = new FrameDecoder();
        let isStopped = false;
        const carry = (packet: HsmsPacket): FaultAction[] => {
          if (isStopped) return [];
          const bytes = packet.encode();
          const [from, into, way] = to === "target"
            ? ["host", "tool", this.ways.toTool] as const
            : ["tool", "host", this.ways.toHost] as const;
          if (this.stopsTo === into) {
            this.stopsTo = undefined;
            isStopped = true;
            this.#listener.part(connection, from, bytes.subarray(0, PART));
            return [{ do: "pass", bytes: bytes.slice(0, PART) }];
          }
          const isNext = this.losesTo === into && !packet.header.isControl;
          if (isNext) this.losesTo = undefined;
          const isLost = isNext || way === "loses";
          if (!isLost || from === "host") this.#listener.frame(connection, from, bytes);
          return isLost ? [] : [{ do: "wait", ms: LATENCY }, { do: "pass", bytes }];
        };
        return {
          push: (bytes) => {
            const actions: FaultAction[] = [];
            decoder.push(bytes, (packet) => {
              actions.push(...carry(packet));
            });
            return actions;
          },
        };
      },
    };
  }
}
