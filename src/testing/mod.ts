/**
 * For tests of HSMS programs: a network in memory, a clock that the test moves, a peer that follows a script, a proxy that
 * makes faults, and the contract of transports as test cases.
 *
 * @example T8 in no time
 * ```ts
 * import { HsmsPassiveConnection } from "@secs/hsms";
 * import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const clock = new VirtualClock();
 * const network = new MemoryNetwork({ clock });
 * let reason = "";
 * const equipment = new HsmsPassiveConnection("*", 5000, 0, {
 *   onConnectionClosed: (_connection, error) => reason = error?.message ?? "",
 * }, { network, clock });
 * await equipment.enable();
 *
 * const host = await ScriptedPeer.dial(network.from("10.0.0.1"), { address: "127.0.0.1", port: 5000 });
 * host.send("0000"); // half of a length field, and then nothing
 * await clock.advance(5000);
 * assertStringIncludes(reason, "stopped after 2 of 4 bytes of a length field (T8, 5000 ms)");
 * await equipment.disable();
 * ```
 *
 * @module
 */
export {
  closeAt,
  coalesce,
  corrupt,
  delay,
  type FaultCorruption,
  type FaultGap,
  refuse,
  resetAt,
  splitAt,
  splitInto,
  stall,
} from "./fault/byte_rules.ts";
export {
  corruptFrames,
  dropFrames,
  duplicateFrames,
  eatLinktests,
  type FaultFrames,
  type FaultFrameScope,
  stallFrames,
} from "./fault/frame_rules.ts";
export { type FaultLogDetail, type FaultLogEntry, formatFaultLog } from "./fault/log.ts";
export { type FaultRandomOptions, randomFaults, splitRandomly } from "./fault/random_rules.ts";
export type {
  FaultAction,
  FaultDirection,
  FaultKind,
  FaultParameter,
  FaultParameterKind,
  FaultParameters,
  FaultRule,
  FaultScope,
  FaultStage,
  FaultStream,
} from "./fault/rule.ts";
export { FAULT_KINDS, formatFaultRule, parseFaultRule } from "./fault/text.ts";
export { FaultProxy, type FaultProxyOptions } from "./fault_proxy.ts";
export { MemoryNetwork, type MemoryNetworkOptions } from "../transports/memory/mod.ts";
export { type ScriptedListener, ScriptedPeer, type ScriptedPeerOptions } from "./scripted_peer.ts";
export {
  transportContract,
  type TransportContractCase,
  type TransportContractOptions,
} from "./transport_contract.ts";
export { VirtualClock } from "./virtual_clock.ts";
