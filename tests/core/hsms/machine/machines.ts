// What the tests of the machine share: machines, and the bytes of the wire.

import { HsmsPacket } from "@secs/hsms";
import type { Effect } from "../../../../src/core/hsms/machine/effect.ts";
import { Machine } from "../../../../src/core/hsms/machine/machine.ts";
import type { MachineOptions } from "../../../../src/core/hsms/machine/machine_core.ts";
import { fromHex, toHex } from "../../../support/hex.ts";
import { machineOptions } from "../../../support/machine_options.ts";

/** The other side's Select.req, with system bytes 9. */
export const SELECT_REQ = "ffff 00 00 00 01 00000009";
/** The sessions of HSMS-GS. */
export const GENERAL = { sessions: [1, 2] };

/** A machine at time 0, as TCP comes up; its system bytes begin at 0x100. */
export function machine(options: Partial<MachineOptions> = {}): Machine {
  return new Machine(0, machineOptions(options));
}

/** A passive machine whose peer has selected it (in HSMS-GS the sessions 1 and 2), and nothing left to do. */
export function selected(options: Partial<MachineOptions> = {}): Machine {
  const made = machine(options);
  for (const id of options.sessions ?? [0xffff]) {
    receive(made, `${id.toString(16).padStart(4, "0")} 00 00 00 01 00000009`);
  }
  written(made);
  effects(made);
  return made;
}

/** A frame without its length field, from hex digits; white space is skipped. */
export function frame(hex: string): HsmsPacket {
  const bytes = fromHex(hex);
  const length = fromHex(bytes.length.toString(16).padStart(8, "0"));
  return HsmsPacket.decode(Uint8Array.of(...length, ...bytes));
}

/** Gives a machine a frame of its peer. */
export function receive(to: Machine, hex: string, now = 0): void {
  to.received(frame(hex), now);
}

/** Takes what waits to be written, which is then under way. */
export function written(from: Machine): HsmsPacket[] {
  return from.outgoing.splice(0);
}

/** The same as the bytes of the headers in hex, in the groups in which frames are given here. */
export function writtenHex(from: Machine): string[] {
  return written(from).map((packet) => grouped(toHex(packet.encode().subarray(4))));
}

/** Takes the effects. */
export function effects(from: Machine): Effect[] {
  return from.effects.splice(0);
}

/** The effects in words: the type, and what tells it from others of that type. */
export function told(from: Machine): string[] {
  return effects(from).map(describe);
}

/** Delivers packets, in their order. */
export function deliver(packets: readonly HsmsPacket[], to: Machine, now = 0): void {
  for (const packet of packets) to.received(packet, now);
}

function grouped(hex: string): string {
  return hex.replace(/^(.{4})(..)(..)(..)(..)(.{8})/, "$1 $2 $3 $4 $5 $6");
}

function describe(effect: Effect): string {
  switch (effect.type) {
    case "selected":
      return `selected ${effect.sessionId}`;
    case "deselected":
      return `deselected ${effect.sessionId} to ${effect.to}`;
    case "primary":
      return `primary ${effect.packet.header.name}${effect.known ? "" : ", unknown session"}`;
    case "late-reply":
      return `late-reply ${effect.packet.header.name}, ${effect.why}`;
    case "fault":
      return `fault ${codeOf(effect.error)}`;
    case "timer":
      return `timer ${effect.timer} ${effect.after}`;
    case "settle": {
      const { reply, error } = effect.outcome;
      const how = reply === undefined ? codeOf(error) : reply.header.name;
      return `settle ${effect.transaction.request.name}: ${how}`;
    }
    case "disconnect":
      return effect.error === undefined ? "disconnect" : `disconnect ${codeOf(effect.error)}`;
  }
}

function codeOf(error: unknown): string {
  return (error as Error & { code?: string }).code ?? String(error);
}
