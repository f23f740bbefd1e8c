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
  /** Begins to connect; what others ask for through the broker is answered by the gateway. To be called before its `start`. */
  start(gateway: CommandAnswerer): void;
  /** Ends; to be called after the `stop` of the gateway. */
  close(): Promise<void>;
}

/** Who answers what is asked of tools: a `Gateway`. */
export interface CommandAnswerer {
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
