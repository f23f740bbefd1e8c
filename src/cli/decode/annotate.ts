import { hex } from "../../core/base/mod.ts";
import { formatEndpoint, type HsmsPacket } from "../../core/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";
import { printMessage } from "../../sml/mod.ts";
import { headerFields, headerMeaning } from "../../view/explain/mod.ts";
import type { CapturedPiece } from "../capture/connections.ts";
import { faultsOf } from "../capture/faults.ts";
import type { Secs1Block } from "../capture/secs1.ts";
import { sentenceOf } from "../errors.ts";
import { hexNumber } from "../hex.ts";
import type { Paint } from "../style.ts";

/** Maximum number of bytes that are shown in hex, of a body or of what is not a frame. */
const MAX_SHOWN = 32;

/** How much is printed of a piece. */
export interface Detail {
  /** A line for each frame. */
  readonly brief: boolean;
  /** Longer bodies, in bytes, are not printed as SML. */
  readonly maxBody: number;
  /** The encoding of texts. */
  readonly encoding: string | undefined;
  readonly paint: Paint;
}

/** A piece of a recording for people: a line with its place and its name, its header byte by byte, its body as SML. */
export function annotate(captured: CapturedPiece, detail: Detail): string {
  const { piece } = captured;
  const { brief, paint } = detail;
  if (piece.type === "skipped") {
    const count = `${piece.bytes.length} bytes are not a frame (${piece.why})`;
    return `${placeOf(captured)}${paint("bad", count)}: ${hex(piece.bytes, MAX_SHOWN)}\n`;
  }
  if (piece.type === "block") {
    const count = `${paint("bad", piece.why)}: ${hex(piece.bytes, MAX_SHOWN)}\n`;
    return `${placeOf(captured)}${count}${brief ? "" : blockBody(piece.block, detail)}`;
  }
  const { header, length } = piece.packet;
  const head = `${placeOf(captured)}${paint("strong", header.name)}`;
  const wrong = [...faultsOf(piece.packet), ...captured.doubts ?? []].map((text) => paint("bad", text));
  if (!brief) {
    const notes = wrong.map((text) => `  ${text}\n`).join("");
    return `${head}\n${headerLines(piece.packet, paint)}${notes}${bodyLines(piece.packet, detail)}\n`;
  }
  const session = `session 0x${hexNumber(header.sessionId, 4)}`;
  const system = `system 0x${hexNumber(header.system, 8)}`;
  const body = header.isControl ? headerMeaning(header)[1] : bodyText(piece.packet, detail);
  const words = [head, session, system, `${length} bytes`, ...wrong, ...body === "" ? [] : [body]];
  return `${words.join("  ")}\n`;
}

/** The item of a block of SECS-I, if the block has all of it. */
function blockBody(block: Secs1Block, { encoding, paint }: Detail): string {
  const { stream, function: func, requireResponse, text, last, number } = block;
  if (!last || number > 1) return "";
  try {
    const message = { stream, function: func, requireResponse, item: decodeItem(text) };
    return `${printMessage(message, { indent: 2, encoding }).replace(/^/gm, "  ")}\n\n`;
  } catch (error) {
    return `  ${paint("bad", sentenceOf(error))}\n\n`;
  }
}

/** The time, the connection, and who sent it to whom, as far as they are known; with a space at the end. */
function placeOf({ at, connection, from, to, lead }: CapturedPiece): string {
  const words: string[] = [];
  if (lead?.time !== undefined) words.push(lead.time);
  if (lead?.direction !== undefined) words.push(lead.direction === "out" ? "->" : "<-");
  if (at !== undefined) words.push(at.toISOString());
  if (from !== undefined && to !== undefined) {
    words.push(`#${connection}`, `${formatEndpoint(from)} -> ${formatEndpoint(to)}`);
  }
  return words.map((word) => `${word} `).join("");
}

function headerLines(packet: HsmsPacket, paint: Paint): string {
  return headerFields(packet).map(({ digits, name, meaning }) => {
    const bytes = digits.replace(/..(?=.)/g, "$& ");
    return `    ${bytes.padEnd(12)} ${paint("quiet", name.padEnd(8))} ${meaning}`.trimEnd() + "\n";
  }).join("");
}

function bodyLines(packet: HsmsPacket, detail: Detail): string {
  const { header, data } = packet;
  const text = header.isControl ? "" : bodyText(packet, detail, 2);
  const shown = data.length === 0 ? "" : `    ${hex(data, MAX_SHOWN)}\n`;
  return text === "" ? shown : `${shown}${text.replace(/^/gm, "  ")}\n`;
}

/** The message as SML, or why it cannot be printed as SML. */
function bodyText(
  { header, data }: HsmsPacket,
  { maxBody, encoding, paint }: Detail,
  indent?: number,
): string {
  if (header.pType !== 0) return "";
  if (data.length > maxBody) return paint("quiet", `The body has ${data.length} bytes. Print it with --full`);
  try {
    const { stream, function: func, requireResponse } = header;
    const item = decodeItem(data);
    return printMessage({ stream, function: func, requireResponse, item }, { indent, encoding });
  } catch (error) {
    return paint("bad", sentenceOf(error));
  }
}
