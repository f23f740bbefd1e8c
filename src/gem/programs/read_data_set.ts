import type {
  SecsDataSetClose,
  SecsDataSetData,
  SecsDataSetOpen,
  SecsDataSetOpened,
  SecsDataSetRead,
} from "../../secs/mod.ts";
import { ACKC13 } from "./codes.ts";
import { ProcessProgramError } from "./errors.ts";

/** The requests with which the data set of a peer is read: each sends a primary, and resolves with the value of its reply. */
export interface DataSetPeer {
  /** S13F3. */
  open(value: SecsDataSetOpen): Promise<SecsDataSetOpened>;
  /** S13F5. */
  read(value: SecsDataSetRead): Promise<SecsDataSetData>;
  /** S13F7. */
  close(value: SecsDataSetClose): Promise<unknown>;
}

/** Parts without a byte, one after the other, after which a peer is given up. */
const MOST_EMPTY = 3;

/**
 * Reads a data set of a peer from its beginning to its end, and closes it. Rejects with what a request throws.
 *
 * @param maxBytes Maximum length.
 * @param readBytes READLN: the bytes of one S13F6.
 * @throws {ProcessProgramError} `program-too-long` when there are more bytes; `transfer-failed` when the peer refuses (the promise
 * rejects).
 */
export async function readDataSet(
  peer: DataSetPeer,
  DSNAME: string,
  HANDLE: number,
  maxBytes: number,
  readBytes: number,
): Promise<Uint8Array> {
  const opened = await peer.open({ HANDLE, DSNAME, CKPNT: 0 });
  if (opened.ACKC13 !== ACKC13.ok) throw failed(DSNAME, `S13F4 has ACKC13 ${opened.ACKC13}`);
  try {
    return await readAll(peer, DSNAME, HANDLE, maxBytes, readBytes);
  } finally {
    // All bytes are here, or the transfer has failed: neither changes if the peer does not close it.
    await peer.close({ HANDLE }).catch(() => {});
  }
}

async function readAll(
  peer: DataSetPeer,
  name: string,
  HANDLE: number,
  maxBytes: number,
  readBytes: number,
): Promise<Uint8Array> {
  let all = new Uint8Array(Math.min(readBytes, maxBytes));
  let length = 0;
  for (let empty = 0; empty < MOST_EMPTY;) {
    const data = await peer.read({ HANDLE, READLN: readBytes });
    if (data.ACKC13 !== ACKC13.ok && data.ACKC13 !== ACKC13.endOfData) {
      throw failed(name, `S13F6 has ACKC13 ${data.ACKC13}`);
    }
    const before = length;
    for (const part of data.FILDAT) {
      const bytes = bytesOf(part, name);
      if (length + bytes.length > maxBytes) throw tooLong(name, maxBytes);
      all = withRoom(all, length + bytes.length, maxBytes);
      all.set(bytes, length);
      length += bytes.length;
    }
    if (data.ACKC13 === ACKC13.endOfData) return all.subarray(0, length);
    empty = length === before ? empty + 1 : 0;
  }
  throw failed(name, `${MOST_EMPTY} times S13F6 has no data, and does not say that it is the end`);
}

/** The same bytes, in an array of at least `length`: a peer that sends them one by one costs no more than their number. */
function withRoom(bytes: Uint8Array<ArrayBuffer>, length: number, most: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.length) return bytes;
  const wider = new Uint8Array(Math.min(most, Math.max(length, 2 * bytes.length)));
  wider.set(bytes);
  return wider;
}

/** The bytes of a part; A has characters 0 to 255. */
function bytesOf(part: Uint8Array | string, name: string): Uint8Array {
  if (typeof part !== "string") return part;
  return Uint8Array.from(part, (letter) => {
    const code = letter.charCodeAt(0);
    if (code > 255) throw failed(name, "S13F6 has text that is not of bytes");
    return code;
  });
}

function failed(name: string, why: string): ProcessProgramError {
  return new ProcessProgramError("transfer-failed", `Cannot read data set ${shown(name)}: ${why}`);
}

function tooLong(name: string, maxBytes: number): ProcessProgramError {
  return new ProcessProgramError(
    "program-too-long",
    `Cannot take data set ${shown(name)}: it has more than ${maxBytes} bytes (maxProgramBytes)`,
  );
}

function shown(name: string): string {
  return JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
}
