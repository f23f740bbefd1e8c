import { HsmsHeader } from "../../core/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";

/** A block of SECS-I (SEMI E4): ten bytes of header, up to 244 of text, and a checksum. */
export interface Secs1Block {
  readonly bytes: Uint8Array;
  /** The R bit: from the equipment to the host. */
  readonly toHost: boolean;
  readonly device: number;
  readonly requireResponse: boolean;
  readonly stream: number;
  readonly function: number;
  /** The E bit: the last block of its message. */
  readonly last: boolean;
  readonly number: number;
  readonly system: number;
  readonly text: Uint8Array;
}

/** A block in a sentence without a full stop. */
export function sayBlock(block: Secs1Block): string {
  const w = block.requireResponse ? " W" : "";
  const order = `block ${block.number}${block.last ? ", the last one" : ""}`;
  const way = block.toHost ? "to the host" : "to the equipment";
  return `a block of SECS-I (SEMI E4), not HSMS: S${block.stream}F${block.function}${w} ${way}, device ${block.device}, ` +
    `${order}, its checksum is right`;
}

const HEADER = 10;
const MAX_LENGTH = 254;
/** EOT, ENQ, ACK, NAK: what the sides send between blocks. */
const HANDSHAKE: ReadonlySet<number> = new Set([0x04, 0x05, 0x06, 0x15]);

/**
 * The blocks of SECS-I that bytes consist of, with or without their length bytes, and with or without the handshake
 * between them. Undefined: they are not blocks, or a checksum is wrong.
 */
export function secs1Blocks(bytes: Uint8Array): Secs1Block[] | undefined {
  const alone = blockAt(bytes, 0, bytes.length - 2, false);
  if (alone !== undefined) return [alone];
  const blocks: Secs1Block[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes[at]!;
    const block = blockAt(bytes, at + 1, length, true);
    if (block !== undefined) {
      blocks.push(block);
      at += length + 3;
    } else if (HANDSHAKE.has(length)) at++;
    else return undefined;
  }
  return blocks.length > 0 ? blocks : undefined;
}

function blockAt(bytes: Uint8Array, at: number, length: number, hasLength: boolean): Secs1Block | undefined {
  const end = at + length;
  if (length < HEADER || length > MAX_LENGTH || end + 2 > bytes.length) return undefined;
  let sum = 0;
  for (let i = at; i < end; i++) sum += bytes[i]!;
  if ((sum & 0xffff) !== ((bytes[end]! << 8) | bytes[end + 1]!)) return undefined;
  // Ten zeros have a right checksum too, and so have many short numbers: a message has a stream.
  const { sessionId, stream, function: func, requireResponse, pType, sType, system } = HsmsHeader.decode(
    bytes,
    at,
  );
  if (stream === 0) return undefined;
  const text = bytes.slice(at + HEADER, end);
  const [last, number] = [pType >= 0x80, ((pType & 0x7f) << 8) | sType];
  // A checksum alone is right by chance now and then: a message in one block has an item too.
  if (number === 0 && !last) return undefined;
  if (last && number <= 1 && !isItem(text)) return undefined;
  return {
    bytes: bytes.slice(hasLength ? at - 1 : at, end + 2),
    toHost: sessionId >= 0x8000,
    device: sessionId & 0x7fff,
    requireResponse,
    stream,
    function: func,
    last,
    number,
    system,
    text,
  };
}

function isItem(text: Uint8Array): boolean {
  try {
    return text.length === 0 || decodeItem(text) !== undefined;
  } catch {
    return false;
  }
}
