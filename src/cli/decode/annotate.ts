import { hex } from "../../core/base/mod.ts";
import { formatEndpoint, type HsmsPacket } from "../../core/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";
import { printMessage } from "../../sml/mod.ts";
import type { CapturedPiece } from "../capture/connections.ts";
import { sentenceOf } from "../errors.ts";
import type { Paint } from "../style.ts";
import { meaningOfBytes, meaningOfSType } from "./meaning.ts";

/** So many bytes of a body or of what is no frame are shown in hex. */
const SHOWN = 32;

/** How much is said of a piece. */
export interface Detail {
  /** A line for each frame. */
  readonly brief: boolean;
  /** Longer bodies are not printed as SML. */
  readonly longestBody: number;
  readonly paint: Paint;
}

/** A piece of a recording for people: a line with its place and its name, its header byte by byte, its body as SML. */
export function annotate(captured: CapturedPiece, detail: Detail): string {
  const { piece } = captured;
  const { brief, paint } = detail;
  if (piece.type === "skipped") {
    const count = `${piece.bytes.length} bytes that are no frame (${piece.why})`;
    return `${placeOf(captured)}${paint("bad", count)}: ${hex(piece.bytes, SHOWN)}\n`;
  }
  const { header, length } = piece.packet;
  const head = `${placeOf(captured)}${paint("strong", header.name)}`;
  if (!brief) return `${head}\n${headerLines(piece.packet, paint)}${bodyLines(piece.packet, detail)}\n`;
  const ids = `session 0x${digits(header.sessionId, 4)}  system 0x${
    digits(header.system, 8)
  }  ${length} bytes`;
  const body = header.isControl ? meaningOfBytes(header)[1] : bodyText(piece.packet, detail);
  return `${head}  ${ids}${body === "" ? "" : `  ${body}`}\n`;
}

/** The time, the connection, and who sent it to whom, as far as they are known; with a space behind. */
function placeOf({ at, connection, from, to }: CapturedPiece): string {
  const words: string[] = [];
  if (at !== undefined) words.push(at.toISOString());
  if (from !== undefined && to !== undefined) {
    words.push(`#${connection}`, `${formatEndpoint(from)} -> ${formatEndpoint(to)}`);
  }
  return words.map((word) => `${word} `).join("");
}

function headerLines(packet: HsmsPacket, paint: Paint): string {
  const { header, data, length } = packet;
  const bytes = packet.header.encode();
  const [byte2, byte3] = meaningOfBytes(header);
  const session = header.sessionId === 0xffff ? "65535: control" : `${header.sessionId}`;
  const rows: [string, string, string][] = [
    [digits(length, 8), "length", `${length}: header 10, body ${data.length}`],
    [digits(header.sessionId, 4), "session", session],
    [digits(bytes[2]!, 2), "byte 2", byte2],
    [digits(bytes[3]!, 2), "byte 3", byte3],
    [digits(header.pType, 2), "PType", header.pType === 0 ? "0: SECS-II" : `${header.pType}: not SECS-II`],
    [digits(header.sType, 2), "SType", `${header.sType}: ${meaningOfSType(header)}`],
    [digits(header.system, 8), "system", `${header.system}`],
  ];
  return rows.map(([hex, name, value]) =>
    `    ${hex.replace(/..(?=.)/g, "$& ").padEnd(12)} ${paint("quiet", name.padEnd(8))} ${value}`.trimEnd() +
    "\n"
  ).join("");
}

function bodyLines(packet: HsmsPacket, detail: Detail): string {
  const { header, data } = packet;
  const text = header.isControl && data.length === 0 ? "" : bodyText(packet, detail, 2);
  const shown = data.length === 0 ? "" : `    ${hex(data, SHOWN)}\n`;
  return text === "" ? shown : `${shown}${text.replace(/^/gm, "  ")}\n`;
}

/** The message as SML, or why it is none. */
function bodyText({ header, data }: HsmsPacket, { longestBody, paint }: Detail, indent?: number): string {
  if (header.isControl) {
    return paint("bad", `A control message has no body, this one has ${data.length} bytes`);
  }
  if (header.pType !== 0) return paint("bad", "The body is not said to be SECS-II");
  if (data.length > longestBody) return paint("quiet", `A body of ${data.length} bytes: --full prints it`);
  try {
    const { stream, function: func, requireResponse } = header;
    const item = decodeItem(data);
    return printMessage({ stream, function: func, requireResponse, item }, { indent });
  } catch (error) {
    return paint("bad", sentenceOf(error));
  }
}

function digits(value: number, count: number): string {
  return value.toString(16).padStart(count, "0");
}
