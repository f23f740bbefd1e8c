import type { HsmsHeader } from "../../src/core/hsms/wire/header.ts";
import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import type { Peer } from "./peer.ts";
import type { Arrival } from "./wire.ts";
import { SIDES } from "./wire.ts";
import type { World } from "./world.ts";

/** Names system bytes by their distance from the next ones of the left side. */
type Relative = (system: number) => number;

/**
 * The state of a world as text: two worlds with the same text go on in the same ways. Moments count from now, system
 * bytes from the left side's next ones, and the number of the TCP connection does not matter.
 */
export function keyOf(world: World): string {
  const origin = world.peers.left.nextSystem;
  const relative: Relative = (system) => (system - origin) | 0;
  const wires = SIDES.map((side) =>
    world.wire.to[side].map((arrival) => arrivalKey(arrival, relative)).join()
  );
  return [...SIDES.map((side) => peerKey(world.peers[side], world.now, relative)), ...wires].join("|");
}

function peerKey(peer: Peer, now: number, relative: Relative): string {
  const { machine, ending, finished, closed, times, openRequests } = peer;
  const end = `${ending}${finished ? 1 : 0}${closed ? 1 : 0}${relative(peer.nextSystem)}`;
  if (machine === undefined) return end;
  const since = times.notSelectedAt === undefined
    ? times.linktestFrom - now
    : `n${times.notSelectedAt - now}`;
  const open = Array.from(
    openRequests.all,
    ([header, { sentAt }]) => `${headerKey(header, relative)}@${sentAt === undefined ? "" : sentAt - now}`,
  );
  const states = Array.from(peer.states.values(), (state) => state === "selected" ? 1 : 0);
  const primaries = peer.primaries.map((packet) => packetKey(packet, relative));
  const queue = peer.queue.map((packet) => packetKey(packet, relative));
  return [end, since, states.join(""), open.join(), primaries.join(), queue.join()].join(";");
}

function arrivalKey(arrival: Arrival, relative: Relative): string {
  return typeof arrival === "string" ? arrival : packetKey(arrival.packet, relative);
}

function packetKey({ header }: HsmsPacket, relative: Relative): string {
  return headerKey(header, relative);
}

function headerKey(header: HsmsHeader, relative: Relative): string {
  const { sessionId, sType, byte2, function: func } = header;
  return `${sessionId}.${sType}.${byte2}.${func}.${relative(header.system)}`;
}
