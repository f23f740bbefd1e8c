import type { HsmsHeader } from "../../src/core/hsms/wire/header.ts";
import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import type { Party } from "./party.ts";
import type { Parcel } from "./wire.ts";
import { SIDES } from "./wire.ts";
import type { World } from "./world.ts";

/** Names system bytes by their distance from the next ones of the left side. */
type Relative = (system: number) => number;

/**
 * The state of a world as text: two worlds with the same text go on in the same ways. Moments count from now, system
 * bytes from the left side's next ones, and the number of the TCP connection does not matter.
 */
export function keyOf(world: World): string {
  const origin = world.parties.left.nextSystem;
  const relative: Relative = (system) => (system - origin) | 0;
  const wires = SIDES.map((side) => world.wire.to[side].map((parcel) => parcelKey(parcel, relative)).join());
  return [...SIDES.map((side) => partyKey(world.parties[side], world.now, relative)), ...wires].join("|");
}

function partyKey(party: Party, now: number, relative: Relative): string {
  const { session, ending, finished, closed, times, asked } = party;
  const end = `${ending}${finished ? 1 : 0}${closed ? 1 : 0}${relative(party.nextSystem)}`;
  if (session === undefined) return end;
  const since = times.notSelectedAt === undefined
    ? times.linktestFrom - now
    : `n${times.notSelectedAt - now}`;
  const open = Array.from(
    asked.open,
    ([header, { sentAt }]) => `${headerKey(header, relative)}@${sentAt === undefined ? "" : sentAt - now}`,
  );
  const states = Array.from(party.states.values(), (state) => state === "selected" ? 1 : 0);
  const primaries = party.primaries.map((packet) => packetKey(packet, relative));
  const queue = party.queue.map((packet) => packetKey(packet, relative));
  return [end, since, states.join(""), open.join(), primaries.join(), queue.join()].join(";");
}

function parcelKey(parcel: Parcel, relative: Relative): string {
  return typeof parcel === "string" ? parcel : packetKey(parcel.packet, relative);
}

function packetKey({ header }: HsmsPacket, relative: Relative): string {
  return headerKey(header, relative);
}

function headerKey(header: HsmsHeader, relative: Relative): string {
  const { sessionId, sType, byte2, function: func } = header;
  return `${sessionId}.${sType}.${byte2}.${func}.${relative(header.system)}`;
}
