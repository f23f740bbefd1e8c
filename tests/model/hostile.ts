import { SType } from "../../src/core/hsms/wire/codes.ts";
import { HsmsHeader } from "../../src/core/hsms/wire/header.ts";
import { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import type { Peer } from "./peer.ts";
import type { Random } from "../support/random.ts";
import { otherSide, type Side } from "./wire.ts";
import type { World } from "./world.ts";

const KNOWN = Object.values(SType);

/** Lets the peer of `side` send a frame that no machine would send. */
export function attack(world: World, side: Side, random: Random): void {
  world.wire.send(side, forge(world.peers[side], world.peers[otherSide(side)], random), true);
}

/** Any SType, mostly a known one; any PType, mostly 0; system bytes that are open, were, or never were. */
function forge(target: Peer, peer: Peer, random: Random): HsmsPacket {
  const sType = random.below(4) > 0 ? random.pick(KNOWN) : random.below(256);
  const header = new HsmsHeader({
    sessionId: random.pick([0, 1, 2, 0xffff, random.below(0x10000)]),
    stream: random.below(8),
    function: random.below(8),
    pType: random.below(8) > 0 ? 0 : random.below(256),
    sType,
    system: systemOf(target, peer, random),
    requireResponse: random.below(2) === 0,
  });
  return new HsmsPacket(header, random.below(8) > 0 ? undefined : Uint8Array.of(1, 2, 3));
}

function systemOf(target: Peer, peer: Peer, random: Random): number {
  const open = Array.from(target.openRequests.all.keys(), ({ system }) => system);
  if (open.length > 0 && random.below(2) === 0) return random.pick(open);
  return random.pick([0, target.nextSystem, peer.nextSystem, random.below(2 ** 32)]);
}
