import type { Clock } from "../core/mod.ts";
import type { GatewayReply, GatewayRequest } from "./commands.ts";
import type { Owner } from "./owner.ts";
import type { Sink } from "./sink.ts";

/** A broker, as a gateway uses it. */
export interface GatewayPlace {
  /** Where messages go. */
  readonly sink: Sink;
  /** Who has which tool; undefined: this gateway is alone. */
  readonly owner?: Owner;
  /** What the other gateways of the site have, as far as they have said it lately; undefined: nobody says it. */
  readonly others?: () => readonly GatewaySummary[];
  /** Begins to connect; what others ask for through the broker is answered by the gateway. To be called before its `start`. */
  start(gateway: CommandAnswerer): void;
  /** Ends; to be called after the `stop` of the gateway. */
  close(): Promise<void>;
}

/** What one gateway has, for the pages of the others. */
export interface GatewaySummary {
  /** The name of the gateway. */
  readonly name: string;
  /** Its tools. */
  readonly tools: readonly ToolSummary[];
}

/** A tool of another gateway. */
export interface ToolSummary {
  /** Its name. */
  readonly name: string;
  /** Whether it is COMMUNICATING. */
  readonly isCommunicating: boolean;
  /** Its control state. */
  readonly control: string;
  /** MDLN and SOFTREV. */
  readonly identity?: string;
  /** Messages that the sink has. */
  readonly put: number;
  /** Messages that were not taken. */
  readonly notTaken: number;
}

/** Who answers what is asked of tools: a `Gateway`. */
export interface CommandAnswerer {
  /** What it has. */
  readonly summary: GatewaySummary;
  /** Whether it is for this gateway to answer for a tool: it has it, or nobody can have it. */
  serves(area: string, tool: string): boolean;
  /** Does what is asked; never rejects. */
  answer(request: GatewayRequest, by: string): Promise<GatewayReply>;
}

/** What a place is made with. */
export interface PlaceOptions {
  /** The site: the first part of each subject. */
  readonly site: string;
  /** Of this gateway: one in the fab. */
  readonly name: string;
  /** The clock of timers. */
  readonly clock: Clock;
  /** Takes sentences without a full stop for the log. */
  readonly tell: (sentence: string) => void;
}
