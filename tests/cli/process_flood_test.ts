// `hsms proxy` and `hsms replay` as processes of their own, beside peers that send as fast as they can and read nothing.

import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { concat } from "@std/bytes";
import { type Endpoint, type Listener, tcp, type Transport } from "@secs/hsms";
import { Deferred } from "../../src/core/base/mod.ts";
import { runProcess } from "../../src/cli/main.ts";
import { fromHex } from "../support/hex.ts";
import { inFolder, SELECT_REQ, SELECT_RSP } from "./captures.ts";
import { CommandProcess, isCommand } from "./command_process.ts";

// The processes that these tests start run this file too, as the command.
if (isCommand) await runProcess();

const skip = existsSync("/proc/self/status") ? false : "needs /proc";
const MIB = 1024 * 1024;
/** MiB that a command may take beside a flood. */
const ALLOWED = 96;
/** Bytes of a flood, if they were all taken. */
const FLOOD = 512 * MIB;

const DATA = times(fromHex("000000fc 0000 81 01 00 00 00000001 41f0" + "20".repeat(240)), 500);
const LONG = concat([fromHex("00100004 0000 86 0b 00 00 00000001"), new Uint8Array(MIB - 6)]);
const LINKTESTS = times(fromHex("0000000a ffff 00 00 00 05 00000001"), 10_000);

/** A peer that reads nothing, and sends as fast as it is read. */
class DeafPeer {
  sent = 0;
  readonly ended = new Deferred<void>();
  readonly #transport: Transport;
  #bytes: Uint8Array = new Uint8Array();

  constructor(transport: Transport) {
    this.#transport = transport;
    transport.start({
      onData: () => {},
      onDrain: () => this.#write(),
      onClose: () => this.ended.resolve(),
    });
    transport.pause();
  }

  static async dial(port: number): Promise<DeafPeer> {
    return new DeafPeer(await tcp.dial({ address: "127.0.0.1", port }));
  }

  /** Sends some bytes once, then others again and again; resolves when the other side has read none of them for a while. */
  async flood(first: Uint8Array, bytes: Uint8Array): Promise<void> {
    this.#bytes = bytes;
    if (this.#transport.write(first)) this.#write();
    // Too early does no harm.
    for (let quiet = 0, before = -1; quiet < 20; quiet++) {
      if (this.sent !== before) quiet = 0;
      before = this.sent;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  end(): void {
    this.#transport.abort();
  }

  #write(): void {
    while (this.sent < FLOOD) {
      this.sent += this.#bytes.length;
      if (!this.#transport.write(this.#bytes)) return;
    }
  }
}

function times(frame: Uint8Array, count: number): Uint8Array {
  return concat(Array.from({ length: count }, () => frame));
}

async function accepting(): Promise<{ listener: Listener; port: number; next: () => Promise<Transport> }> {
  const waiting: Deferred<Transport>[] = [];
  let count = 0;
  const at = (index: number): Deferred<Transport> => waiting[index] ??= new Deferred();
  let accepted = 0;
  const listener = await tcp.listen(
    { address: "127.0.0.1", port: 0 },
    (transport) => at(accepted++).resolve(transport),
  );
  return { listener, port: (listener.endpoint as Endpoint).port, next: () => at(count++).promise };
}

async function assertBounded(command: CommandProcess, idle: number): Promise<void> {
  const { peak } = await command.memory();
  assert(peak - idle <= ALLOWED, `${peak - idle} MiB above idle`);
}

/** Bytes that `sender` sends arrive at the other side. */
async function assertPasses(sender: Transport, receiver: Transport): Promise<void> {
  const heard = new Deferred<void>();
  let length = 0;
  const onData = (chunk: Uint8Array): void => {
    length += chunk.length;
    if (length === 14) heard.resolve();
  };
  receiver.start({ onData, onDrain: () => {}, onClose: () => {} });
  sender.start({ onData: () => {}, onDrain: () => {}, onClose: () => {} });
  sender.write(fromHex(SELECT_REQ));
  await heard.promise;
}

if (!isCommand) {
  const path = fileURLToPath(import.meta.url);

  for (const flooder of ["client", "target"] as const) {
    test(
      `proxy: a flood of the ${flooder}, and a side that reads nothing, take little memory and disturb no other`,
      { skip, timeout: 60_000 },
      async () => {
        const target = await accepting();
        const command = CommandProcess.startInto(
          "/dev/null",
          path,
          "proxy",
          "127.0.0.1:0",
          `127.0.0.1:${target.port}`,
        );
        try {
          const port = Number(await command.stderr.match(/Listening on 127\.0\.0\.1:(\d+)/));
          const sides = { client: await DeafPeer.dial(port), target: new DeafPeer(await target.next()) };
          const idle = (await command.memory()).now;
          await sides[flooder].flood(fromHex(SELECT_REQ), DATA);
          assert(sides[flooder].sent < FLOOD, "the flood is read only as fast as the other side takes it");
          const client = await tcp.dial({ address: "127.0.0.1", port });
          const server = await target.next();
          await assertPasses(
            ...(flooder === "client" ? [client, server] : [server, client]) as [Transport, Transport],
          );
          await assertBounded(command, idle);
          command.interrupt();
          assertEquals(await command.ended, 0);
          for (const end of [sides.client, sides.target]) end.end();
          for (const end of [client, server]) end.abort();
        } finally {
          await command.close();
          await target.listener.close();
        }
      },
    );
  }

  /** Runs `hsms replay` of a recording in which the peer asks S2F17, with a peer that reads nothing. */
  const replaying = async (
    side: "--listen" | "--connect",
    play: (
      command: CommandProcess,
      peer: DeafPeer,
      idle: number,
      output: () => Promise<string>,
    ) => Promise<void>,
  ): Promise<void> => {
    await inFolder(async (folder) => {
      const ours = side === "--listen" ? "10.0.0.7:5000" : "10.0.0.1:40000";
      const theirs = side === "--listen" ? "10.0.0.1:40000" : "10.0.0.7:5000";
      const frame = (src: string, dst: string, raw: string): string =>
        `${JSON.stringify({ src, dst, raw: raw.replaceAll(" ", "") })}\n`;
      const file = join(folder, "talk.ndjson");
      await writeFile(
        file,
        frame("10.0.0.1:40000", "10.0.0.7:5000", SELECT_REQ) +
          frame("10.0.0.7:5000", "10.0.0.1:40000", SELECT_RSP) +
          frame(theirs, ours, "0000000a 0000 82 11 00 00 00000002") +
          frame(ours, theirs, "0000000a 0000 02 12 00 00 00000002"),
      );
      const target = await accepting();
      const where = side === "--listen" ? "127.0.0.1:0" : `127.0.0.1:${target.port}`;
      const command = CommandProcess.startInto(join(folder, "out"), path, "replay", file, side, where);
      try {
        const peer = side === "--listen"
          ? await DeafPeer.dial(Number(await command.stderr.match(/Listening on 127\.0\.0\.1:(\d+)/)))
          : new DeafPeer(await target.next());
        await play(command, peer, (await command.memory()).now, () => readFile(join(folder, "out"), "utf8"));
        peer.end();
      } finally {
        await command.close();
        await target.listener.close();
      }
    });
  };

  for (const side of ["--listen", "--connect"] as const) {
    const select = fromHex(side === "--listen" ? SELECT_REQ : SELECT_RSP);

    test(`replay ${side}: a flood of linktests whose answers are not read takes little memory`, {
      skip,
      timeout: 60_000,
    }, async () => {
      await replaying(side, async (command, peer, idle) => {
        await peer.flood(select, LINKTESTS);
        assert(peer.sent < FLOOD, "the flood is read only as fast as its answers are taken");
        await assertBounded(command, idle);
        command.interrupt();
        assertEquals(await command.ended, 1);
      });
    });
  }

  for (
    const [name, bytes, said] of [
      ["short", DATA, "sent more than 10000 frames that were not expected"],
      ["long", LONG, "sent more than 33554432 bytes in frames that were not expected"],
    ] as const
  ) {
    test(`replay: a flood of ${name} messages ends the connection, with a sentence`, {
      skip,
      timeout: 60_000,
    }, async () => {
      await replaying("--listen", async (command, peer, idle, output) => {
        let peak = idle;
        let running = true;
        const ended = command.ended.finally(() => running = false);
        const flooding = peer.flood(fromHex(SELECT_REQ), bytes);
        while (running) peak = (await command.memory().catch(() => ({ peak }))).peak || peak;
        assertEquals(await ended, 1);
        await flooding;
        assertStringIncludes(await output(), said);
        assert(peak - idle <= ALLOWED, `${peak - idle} MiB above idle`);
      });
    });
  }
}
