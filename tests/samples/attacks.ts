// What hostile peers do to a sample, each for a short time on a connection of its own; whether they dialled or were dialled.

const SELECT_REQ = Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 1, 0, 0, 0, 1);
const SELECT_RSP = Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 2, 0, 0, 0, 1);
const SYSTEM = 10;
const UNKNOWN = Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 8, 0, 0, 0, 2);
const REJECT = Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 4, 0, 7, 0, 0, 0, 3);
const S1F1 = Uint8Array.of(0, 0, 0, 10, 0, 0, 0x81, 1, 0, 0, 0, 0, 0, 7);
const BURST = times(S1F1, 4_000);
const LARGE = 1024 * 1024;
/** S6F11 W of one binary item of 1 MiB. */
const S6F11 = new Uint8Array(4 + 10 + 4 + LARGE);
S6F11.set([0, 0x10, 0, 14, 0, 0, 0x86, 11, 0, 0, 0, 0, 0, 8, 0x23, 0x10, 0, 0]);
/** Announces 60 MiB, and sends three bytes of its header. */
const HALF = Uint8Array.of(3, 0xc0, 0, 0, 0, 0, 0x81);
/** How long a flood goes on, in ms. */
const FLOOD = 500;

/** What a hostile peer does once it is connected; it may reject when the other side ends the connection. */
export type Attack = (socket: Deno.TcpConn, isActive: boolean) => Promise<void>;

/** By name. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  "floods and never reads": async (socket, isActive) => {
    await select(socket, isActive);
    await forAWhile(() => writeAll(socket, BURST));
  },
  "floods and reads": async (socket, isActive) => {
    await select(socket, isActive);
    void readAll(socket);
    await forAWhile(() => writeAll(socket, BURST));
  },
  "leaves in the middle": async (socket, isActive) => {
    await select(socket, isActive);
    await writeAll(socket, BURST);
    await writeAll(socket, S6F11.subarray(0, 100_000));
  },
  "sends garbage": async (socket) => {
    await writeAll(socket, crypto.getRandomValues(new Uint8Array(1000)));
  },
  "sends half a frame": async (socket, isActive) => {
    await select(socket, isActive);
    await writeAll(socket, HALF);
    await rest(100);
  },
  "selects again, sends an unknown SType and Rejects": async (socket, isActive) => {
    await select(socket, isActive);
    void readAll(socket);
    for (const frame of [SELECT_REQ, UNKNOWN, REJECT, SELECT_RSP]) await writeAll(socket, times(frame, 20));
    await rest(100);
  },
  "sends large S6F11 W": async (socket, isActive) => {
    await select(socket, isActive);
    void readAll(socket);
    await forAWhile(() => writeAll(socket, S6F11));
  },
};

/** One attack, to its end. */
export async function attack(name: string, socket: Deno.TcpConn, isActive: boolean): Promise<void> {
  // A side that is held up takes no more.
  const limit = setTimeout(() => end(socket), 2 * FLOOD);
  await ATTACKS[name]!(socket, isActive).catch(() => {});
  clearTimeout(limit);
  end(socket);
}

/** Does not look at what comes back, or it would have to be sent. */
async function select(socket: Deno.TcpConn, isActive: boolean): Promise<void> {
  if (isActive) await writeAll(socket, SELECT_REQ);
  const head = new Uint8Array(14);
  for (let read = 0; read < head.length;) {
    const count = await Promise.race([socket.read(head.subarray(read)), rest(300)]);
    // A raw connection does not select by itself.
    if (typeof count !== "number") return;
    read += count;
  }
  if (isActive) return;
  const answer = SELECT_RSP.slice();
  answer.set(head.subarray(SYSTEM), SYSTEM);
  await writeAll(socket, answer);
}

async function forAWhile(act: () => Promise<void>): Promise<void> {
  for (const start = performance.now(); performance.now() - start < FLOOD;) await act();
}

async function writeAll(socket: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) written += await socket.write(bytes.subarray(written));
}

async function readAll(socket: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(65_536);
  try {
    while (await socket.read(buffer) !== null);
  } catch {
    // The connection has ended.
  }
}

function end(socket: Deno.TcpConn): void {
  try {
    socket.close();
  } catch {
    // It is closed.
  }
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function times(frame: Uint8Array, count: number): Uint8Array {
  const bytes = new Uint8Array(frame.length * count);
  for (let i = 0; i < count; i++) bytes.set(frame, i * frame.length);
  return bytes;
}
