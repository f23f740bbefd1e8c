import { type Endpoint, formatEndpoint, type HsmsPacket, SType } from "../../core/mod.ts";
import type { CapturedPiece } from "../capture/connections.ts";
import { parseEndpoint } from "../endpoint.ts";
import { CommandError } from "../errors.ts";

/** Which recorded side is played: the one that dialled, the one that listened, or the one at an address. */
export type PlayedSide = string;

/** One recorded frame, from the side that is played or to it. */
export interface Step {
  readonly ours: boolean;
  readonly packet: HsmsPacket;
  readonly at: Date | undefined;
}

/** What is played. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Whether the side that is played had dialled. */
  readonly active: boolean;
  /** Bytes of the recording that are no frame. */
  readonly skipped: number;
  /** Frames of other connections. */
  readonly others: number;
}

/** So many frames are played at most, and so many bytes. */
const MOST = 100_000;
const MOST_BYTES = 512 * 1024 * 1024;

/** A frame, and who sent it. */
interface Sent {
  readonly packet: HsmsPacket;
  readonly from: Endpoint;
  readonly at: Date | undefined;
}

/**
 * Reads a recording and picks one connection of it, the first one with a frame where none is said, and one side.
 * Linktests are left out: they belong to timers and not to a conversation.
 */
export async function planOf(
  pieces: AsyncIterable<CapturedPiece>,
  side: PlayedSide,
  wanted: number | undefined,
): Promise<Plan> {
  const sent: Sent[] = [];
  let connection = wanted;
  let ends: readonly [Endpoint, Endpoint] | undefined;
  let opener: Endpoint | undefined;
  let skipped = 0;
  let others = 0;
  let bytes = 0;
  for await (const captured of pieces) {
    const { piece, from, to, at } = captured;
    if (piece.type === "frame") connection ??= captured.connection;
    if (captured.connection !== connection) {
      if (piece.type === "frame") others++;
      continue;
    }
    if (piece.type === "skipped") {
      skipped += piece.bytes.length;
      continue;
    }
    if (from === undefined || to === undefined) {
      throw new CommandError(
        "This recording does not say who sent what: replay takes .pcap, .pcapng or .ndjson",
      );
    }
    ends ??= [from, to];
    opener ??= captured.opener;
    bytes += piece.packet.length;
    if (sent.length === MOST || bytes > MOST_BYTES) {
      throw new CommandError(
        `The recording is longer than the ${MOST} frames or ${MOST_BYTES} bytes that are played`,
      );
    }
    sent.push({ packet: piece.packet, from, at });
  }
  if (ends === undefined) {
    throw new CommandError(
      connection === undefined ? "There is no frame in it" : `There is no frame of connection ${connection}`,
    );
  }
  const dialled = opener ?? dialledOf(sent, ends);
  const played = playedOf(side, ends, dialled);
  const steps = sent
    .filter(({ packet }) => !isLinktest(packet))
    .map(({ packet, from, at }) => ({ ours: same(from, played), packet, at }));
  return { steps, active: same(played, dialled), skipped, others };
}

/** Who dialled, where no SYN tells: who asked for the Select, or has the higher port. */
function dialledOf(sent: readonly Sent[], [a, b]: readonly [Endpoint, Endpoint]): Endpoint {
  const select = sent.find(({ packet }) => packet.header.sType === SType.selectReq);
  return select?.from ?? (a.port > b.port ? a : b);
}

function playedOf(side: PlayedSide, ends: readonly [Endpoint, Endpoint], dialled: Endpoint): Endpoint {
  const other = ends.find((end) => !same(end, dialled))!;
  if (side === "active") return dialled;
  if (side === "passive") return other;
  const wanted = parseEndpoint(side, "");
  const found = ends.filter(({ address, port }) =>
    side === address || (wanted?.port === port && (wanted.address === "" || wanted.address === address))
  );
  if (found.length === 1) return found[0]!;
  const both = ends.map(formatEndpoint).join(" and ");
  throw new CommandError(
    `--as ${side} is ${found.length === 0 ? "no" : "not only one"} side of the recording: it has ${both}`,
    2,
  );
}

/** Whether it is a Linktest.req or .rsp. */
export function isLinktest({ header }: HsmsPacket): boolean {
  return header.sType === SType.linktestReq || header.sType === SType.linktestRsp;
}

function same(a: Endpoint, b: Endpoint): boolean {
  return a.address === b.address && a.port === b.port;
}
