import {
  HsmsProtocol,
  type HsmsProtocolOptions,
  type HsmsRefusal,
  type HsmsTrace,
  type HsmsTraceEvent,
} from "@secs/hsms";
import { MemoryNetwork, type MemoryNetworkOptions, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";

/** Where the tests of connections connect from. */
export const HOST = "10.0.0.1";
/** Where they connect to, and where passive sides listen. */
export const TOOL = { address: "10.0.0.7", port: 5000 };
/** Another side's Select.req, and the response that accepts it. */
export const SELECT_REQ = "0000000a ffff 00 00 00 01 00000009";
export const SELECT_RSP = "0000000a ffff 00 00 00 02 00000009";

/** A memory network in virtual time, and what its connections tell. What a test needs besides, it adds in a class of its own. */
export class Stage {
  readonly clock = new VirtualClock();
  readonly network: MemoryNetwork;
  /** Everything that the trace was told. */
  readonly events: HsmsTraceEvent[] = [];
  readonly trace: HsmsTrace = (event) => void this.events.push(event);

  constructor(options: Omit<MemoryNetworkOptions, "clock"> = {}) {
    this.network = new MemoryNetwork({ ...options, clock: this.clock });
  }

  /** The options of a connection on this network. */
  get options(): { network: MemoryNetwork; clock: VirtualClock; trace: HsmsTrace } {
    const { network, clock, trace } = this;
    return { network, clock, trace };
  }

  /** The events of one name. */
  readonly told = <Type extends HsmsTraceEvent["type"]>(
    type: Type,
  ): Extract<HsmsTraceEvent, { readonly type: Type }>[] => {
    return this.events.filter((event) => event.type === type) as Extract<HsmsTraceEvent, { type: Type }>[];
  };

  /** Which clients were refused, and why. */
  get refusals(): [address: string, why: HsmsRefusal][] {
    return this.told("refused").map(({ remote, why }) => [remote.address, why]);
  }

  /** The same in sentences. */
  get reasons(): string[] {
    return this.told("refused").map(({ reason }) => reason);
  }

  /** A peer that connects to TOOL. */
  readonly dial = (from = HOST): Promise<ScriptedPeer> => ScriptedPeer.dial(this.network.from(from), TOOL);

  /** Waits for the end of something that takes up to 5 s of virtual time. */
  readonly ended = async (end: Promise<unknown>): Promise<void> => {
    await this.clock.advance(5_000);
    await end;
  };
}

/** A passive handler that is selected by a peer in the hands of the test. */
export class Selected extends Stage {
  readonly handler: HsmsProtocol;
  peer!: ScriptedPeer;

  private constructor(options: Partial<HsmsProtocolOptions>, capacity?: number) {
    super(capacity === undefined ? {} : { capacity });
    this.handler = new HsmsProtocol("*", TOOL.port, false, 0, "tool", { ...this.options, ...options });
  }

  /** `capacity`: of the network, in bytes. */
  static async open(options: Partial<HsmsProtocolOptions>, capacity?: number): Promise<Selected> {
    const stage = new Selected(options, capacity);
    await stage.handler.enable();
    stage.peer = await stage.dial();
    stage.peer.send(SELECT_REQ);
    await stage.peer.expect(SELECT_RSP);
    return stage;
  }

  /** Ends both sides, though the peer may read nothing. */
  readonly stop = async (): Promise<void> => {
    this.peer.reset();
    await this.ended(this.handler.disable());
  };
}
