import type { JournalCounters, JournaledSink } from "./journal/journaled_sink.ts";
import type { SinkState } from "./sink.ts";
import type { ToolCounters } from "./tool/counters.ts";
import type { ServedTool } from "./tool/served_tool.ts";

/** What a gateway is doing. */
export interface GatewayState {
  /** The site. */
  readonly site: string;
  /** The sink itself. */
  readonly sink: { readonly name: string; readonly state: SinkState };
  /** The journal; `state` says whether messages are taken at all. */
  readonly journal: JournalCounters & { readonly state: SinkState };
  /** All tools of the fab file. */
  readonly tools: readonly ToolState[];
}

/** What a tool is doing. */
export interface ToolState {
  /** Its name. */
  readonly name: string;
  /** Its area. */
  readonly area: string;
  /** Whether this gateway has it. */
  readonly isOurs: boolean;
  /** Whether it is COMMUNICATING. */
  readonly isCommunicating: boolean;
  /** The control state, as far as it is known. */
  readonly control: string;
  /** MDLN and SOFTREV; undefined: it has not said them. */
  readonly identity: string | undefined;
  /** What became of its messages. */
  readonly counters: ToolCounters;
}

/** The state of a gateway. */
export function stateOf(
  site: string,
  sink: JournaledSink,
  tools: readonly ServedTool[],
  isOurs: (name: string) => boolean,
): GatewayState {
  return {
    site,
    sink: { name: sink.name, state: sink.sinkState },
    journal: { ...sink.counters, state: sink.state },
    tools: tools.map(({ name, area, host, counters }) => ({
      name,
      area,
      isOurs: isOurs(name),
      isCommunicating: host.communicationState === "COMMUNICATING",
      control: host.controlState,
      identity: host.peerIdentity && `${host.peerIdentity.MDLN} ${host.peerIdentity.SOFTREV}`,
      counters: { ...counters, put: { ...counters.put } },
    })),
  };
}
