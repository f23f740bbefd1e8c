import { type Endpoint, formatEndpoint, type HsmsPacket, SType } from "../../core/mod.ts";
import type { CapturedPiece } from "../capture/connections.ts";
import { CommandError } from "../errors.ts";
import { parseEndpoint } from "../values.ts";

/** One recorded frame, from the side that is played or to it. */
export interface Step {
  readonly ours: boolean;
  readonly packet: HsmsPacket;
  readonly at: Date | undefined;
}

/** What is played. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Whether the played side connected; the other one listened. */
  readonly active: boolean;
  /** Number of bytes of the recording that are not a frame. */
  readonly skipped: number;
  /** Number of frames of other connections. */
  readonly others: number;
}

/** Maximum number of frames, and of their bytes. */
const MAX_FRAMES = 100_000;
const MAX_BYTES = 512 * 1024 * 1024;

/** A frame, and who sent it. */
interface Sent {
  readonly packet: HsmsPacket;
  readonly from: Endpoint;
  readonly at: Date | undefined;
}

/**
 * Reads a recording and picks a connection of it, by default the first one with a frame, and the side that is played:
 * `active`, `passive`, or the one at an address. Linktests are left out: they belong to timers, not to a conversation.
 */
export async function planOf(
  pieces: AsyncIterable<CapturedPiece>,
  side: string,
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
    if (piece.type !== "frame") {
      skipped += piece.bytes.length;
      continue;
    }
    if (from === undefined || to === undefined) {
      throw new CommandError(
        "The recording does not say who sent which frame: replay needs .pcap, .pcapng or .ndjson",
      );
    }
    ends ??= [from, to];
    opener ??= captured.opener;
    bytes += piece.packet.length;
    if (sent.length === MAX_FRAMES || bytes > MAX_BYTES) {
      throw new CommandError(
        `The recording has more than ${MAX_FRAMES} frames or ${MAX_BYTES} bytes. Cut it into shorter ones`,
      );
    }
    sent.push({ packet: piece.packet, from, at });
  }
  if (ends === undefined) {
    throw new CommandError(
      connection === undefined
        ? "The recording has no HSMS frame"
        : `Connection ${connection} of the recording has no HSMS frame. hsms decode shows the numbers`,
    );
  }
  const active = opener ?? activeOf(sent, ends);
  const played = playedOf(side, ends, active);
  const steps = sent
    .filter(({ packet }) => !isLinktest(packet))
    .map(({ packet, from, at }) => ({ ours: same(from, played), packet, at }));
  return { steps, active: same(played, active), skipped, others };
}

/** The side that connected, if no SYN shows it: it sent the Select.req, or has the higher port. */
function activeOf(sent: readonly Sent[], [a, b]: readonly [Endpoint, Endpoint]): Endpoint {
  const select = sent.find(({ packet }) => packet.header.sType === SType.selectReq);
  return select?.from ?? (a.port > b.port ? a : b);
}

function playedOf(side: string, ends: readonly [Endpoint, Endpoint], active: Endpoint): Endpoint {
  const other = ends.find((end) => !same(end, active))!;
  if (side === "active") return active;
  if (side === "passive") return other;
  const wanted = parseEndpoint(side, "");
  const found = ends.filter(({ address, port }) =>
    side === address || (wanted?.port === port && (wanted.address === "" || wanted.address === address))
  );
  if (found.length === 1) return found[0]!;
  const both = ends.map(formatEndpoint).join(" and ");
  throw new CommandError(
    `--as ${side} is ${found.length === 0 ? "not a side" : "both sides"} of the recording, which has ${both}`,
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
