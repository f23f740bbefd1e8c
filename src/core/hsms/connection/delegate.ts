import type { HsmsConnection } from "./connection.ts";
import type { HsmsPacket } from "../wire/packet.ts";

/**
 * What a connection tells its owner: a plain object or a class; all methods are optional.
 *
 * For one TCP connection they come in this order: established once, any number of packets, before-closed once, closed
 * once. A method may call anything of the connection, `disable` included. One that throws (or whose promise rejects)
 * disturbs nothing: the error goes to `onDelegateError`.
 *
 * @example
 * ```ts
 * import type { HsmsConnectionDelegate } from "@secs/hsms";
 *
 * const delegate: HsmsConnectionDelegate = {
 *   onConnectionEstablished: () => console.log("Connection established"),
 *   onConnectionPacketReceived: (_connection, packet) => console.log(`Packet received ${packet}`),
 *   onConnectionBeforeClosed: () => console.log("Connection about to be terminated"),
 *   onConnectionClosed: (_connection, error) => console.log("Connection terminated", error?.message ?? ""),
 * };
 * ```
 */
export interface HsmsConnectionDelegate {
  /** TCP is up; strictly before the first packet. */
  onConnectionEstablished?(connection: HsmsConnection): void;
  /** A whole frame came in, of whatever kind. */
  onConnectionPacketReceived?(connection: HsmsConnection, packet: HsmsPacket): void;
  /** A packet was handed to the network, whole; sooner or later after `sendPacket` took it. */
  onConnectionPacketSent?(connection: HsmsConnection, packet: HsmsPacket): void;
  /** The connection is about to end. Where this side ends it, packets sent from here still go out. */
  onConnectionBeforeClosed?(connection: HsmsConnection): void;
  /** The connection is gone. Without an error this side closed it; otherwise the error says why. */
  onConnectionClosed?(connection: HsmsConnection, error?: Error): void;
}
