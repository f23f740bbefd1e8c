import type { JournalCounters, JournaledSink } from "./journal/journaled_sink.ts";
import type { GatewaySummary, ToolSummary } from "./place.ts";
import type { SinkState } from "./sink.ts";
import type { ToolCounters } from "./tool/counters.ts";
import type { ServedTool } from "./tool/served_tool.ts";

/** What a gateway is doing. */
export interface GatewayState {
  /** Its name. */
  readonly name: string;
  /** The site. */
  readonly site: string;
  /** How often a tool became that of this gateway, or is it no more. */
  readonly moves: number;
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
  /** Which other gateway has it, if that one says so: the other fields are what it says then. */
  readonly gateway?: string;
  /** Whether it is COMMUNICATING. */
  readonly isCommunicating: boolean;
  /** The control state, as far as it is known. */
  readonly control: string;
  /** MDLN and SOFTREV; undefined: it has not said them. */
  readonly identity: string | undefined;
  /** What became of its messages. */
  readonly counters: ToolCounters;
}

/** The state of a gateway. `others`: what other gateways say that they have. */
export function stateOf(
  about: Pick<GatewayState, "name" | "site" | "moves">,
  sink: JournaledSink,
  tools: readonly ServedTool[],
  isOurs: (tool: ServedTool) => boolean,
  others: readonly GatewaySummary[],
): GatewayState {
  const theirs = new Map(
    others.flatMap((one) => one.tools.map((tool) => [tool.name, { ...tool, gateway: one.name }])),
  );
  return {
    ...about,
    sink: { name: sink.name, state: sink.sinkState },
    journal: { ...sink.counters, state: sink.state },
    tools: tools.map((tool) => {
      const state = { ...ownState(tool), isOurs: isOurs(tool) };
      const other = state.isOurs ? undefined : theirs.get(tool.name);
      return other === undefined ? state : { ...state, ...fromOther(other, state.counters) };
    }),
  };
}

/** What a gateway says of its tools to the others. */
export function summaryOf(
  name: string,
  tools: readonly ServedTool[],
  isOurs: (tool: ServedTool) => boolean,
): GatewaySummary {
  return {
    name,
    tools: tools.filter((tool) => isOurs(tool)).map((tool) => {
      const { isCommunicating, control, identity, counters } = ownState(tool);
      return {
        name: tool.name,
        isCommunicating,
        control,
        ...identity !== undefined && { identity },
        put: Object.values(counters.put).reduce((sum, count) => sum + count, 0),
        notTaken: counters.notPut + counters.lost,
      };
    }),
  };
}

function ownState({ name, area, host, counters }: ServedTool): Omit<ToolState, "isOurs"> {
  return {
    name,
    area,
    isCommunicating: host.communicationState === "COMMUNICATING",
    control: host.controlState,
    identity: host.peerIdentity && `${host.peerIdentity.MDLN} ${host.peerIdentity.SOFTREV}`,
    counters: { ...counters, put: { ...counters.put } },
  };
}

function fromOther(
  { gateway, isCommunicating, control, identity, put, notTaken }: ToolSummary & { readonly gateway: string },
  counters: ToolCounters,
): Partial<ToolState> {
  return {
    gateway,
    isCommunicating,
    control,
    identity,
    counters: { ...counters, put: { event: put }, notPut: notTaken, lost: 0 },
  };
}
