import { execFileSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { concat } from "@std/bytes";
import { tcp, type Transport } from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { runProcess } from "../../src/cli/main.ts";
import { fromHex } from "../support/hex.ts";
import { inFolder } from "./captures.ts";
import { CommandProcess, isCommand } from "./command_process.ts";

// The processes that these tests start run this file too, as the command.
if (isCommand) await runProcess();

/** Memory of a process, and pipes with a name. */
const skip = existsSync("/proc/self/status") ? false : "needs /proc";

/** MiB that a command may take beside a flood. */
const ALLOWED = 96;
/** Bytes of the flood, if they were all taken: the lines for them are ten times as long. */
const FLOOD = 64 * 1024 * 1024;
/** Bytes of one S1F1 of the flood. */
const FRAME = 256;

/** A peer that sends S1F1 W as fast as they are taken, with the system bytes 1, 2, 3 …, and reads every reply. */
class FloodingPeer {
  sent = 0;
  replies = 0;
  /** Called with the number of replies when there are more. */
  onReplies: () => void = () => {};
  readonly #transport: Transport;
  #hasRoom = true;
  #heard = 0;

  private constructor(transport: Transport) {
    this.#transport = transport;
    transport.start({
      onData: (chunk) => {
        this.#heard += chunk.length;
        // Select.rsp has 14 bytes, and each S1F2 of an equipment 29.
        this.replies = Math.floor((this.#heard - 14) / 29);
        this.onReplies();
      },
      onDrain: () => {
        this.#hasRoom = true;
        this.flood();
      },
      onClose: () => {},
    });
  }

  static async select(port: number): Promise<FloodingPeer> {
    const transport = await tcp.dial({ address: "127.0.0.1", port });
    transport.write(fromHex("0000000a ffff 00 00 00 01 00000001"));
    return new FloodingPeer(transport);
  }

  /** Goes on until it has to wait for room, or everything is sent. */
  flood(): void {
    while (this.#hasRoom && this.sent * FRAME < FLOOD) {
      const frames = Array.from({ length: 200 }, () => frame(++this.sent));
      this.#hasRoom = this.#transport.write(concat(frames));
    }
  }

  /** Resolves when nothing was taken or answered for a while; too early does no harm. */
  async stuck(): Promise<void> {
    for (let quiet = 0, before = -1; quiet < 20; quiet++) {
      if (this.replies !== before) quiet = 0;
      before = this.replies;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Resolves when everything that was sent is answered. */
  answered(): Promise<void> {
    return new Promise((resolve) => {
      this.onReplies = () => this.replies >= this.sent && resolve();
      this.onReplies();
    });
  }

  /** Sends no more. */
  stop(): void {
    this.#hasRoom = false;
    this.flood = () => {};
  }

  end(): void {
    this.#transport.abort();
  }
}

/** S1F1 W with a text that fills it. */
function frame(system: number): Uint8Array {
  const bytes = new Uint8Array(FRAME).fill(0x20);
  bytes.set(fromHex("000000fc 0000 81 01 00 00"));
  new DataView(bytes.buffer).setUint32(10, system);
  bytes.set([0x41, FRAME - 16], 14);
  return bytes;
}

/** Runs `hsms listen --json` and more arguments, whose stdout nobody reads, with a peer that floods it. */
async function flooded(
  play: (command: CommandProcess, peer: FloodingPeer, idle: number) => Promise<void>,
  more: (folder: string) => string[] = () => [],
): Promise<void> {
  await inFolder(async (folder) => {
    const path = fileURLToPath(import.meta.url);
    const args = ["listen", "0", "--bind", "127.0.0.1", "--json", ...more(folder)];
    const command = await CommandProcess.start(path, folder, ...args);
    try {
      const port = await command.stderr.match(/127\.0\.0\.1:(\d+) listening/);
      const peer = await FloodingPeer.select(Number(port));
      const idle = (await command.memory()).now;
      peer.flood();
      await peer.stuck();
      await play(command, peer, idle);
      peer.end();
    } finally {
      await command.close();
    }
  });
}

if (!isCommand) {
  test(
    "a flood beside a stdout that nobody reads takes little memory, and goes on in order when it is read",
    { skip },
    async () => {
      await flooded(async (command, peer, idle) => {
        assert(peer.sent * FRAME < FLOOD, "the command reads as fast as its output is taken");
        const { peak } = await command.memory();
        assert(peak - idle <= ALLOWED, `${peak - idle} MiB above idle`);
        peer.stop();
        let rest = "";
        let next = 1;
        let farewell = false;
        const read = async (isDone: () => boolean): Promise<void> => {
          while (!isDone()) {
            const lines = (rest + new TextDecoder().decode(await command.read())).split("\n");
            rest = lines.pop()!;
            for (const line of lines) {
              const { name, "hsms.header.system": system } = JSON.parse(line);
              if (name === "S1F1 W") assertEquals(system, next++);
              if (name === "Separate.req") farewell = true;
            }
          }
        };
        await read(() => next > peer.sent);
        await peer.answered();
        command.interrupt();
        await read(() => farewell);
        assertEquals(await command.ended, 0);
      });
    },
  );

  for (const signal of ["SIGHUP", "SIGTERM"] as const) {
    test(`${signal} separates from the peers and ends the command`, { skip }, async () => {
      const path = fileURLToPath(import.meta.url);
      const args = ["listen", "0", "--bind", "127.0.0.1", "--json"];
      const command = CommandProcess.startInto("/dev/null", path, ...args);
      try {
        const port = await command.stderr.match(/127\.0\.0\.1:(\d+) listening/);
        const peer = await ScriptedPeer.dial(tcp, { address: "127.0.0.1", port: Number(port) });
        peer.send("0000000a ffff 00 00 00 01 00000001");
        await peer.expect("0000000a ffff 00 00 00 02 00000001");
        command.interrupt(signal);
        assertEquals((await peer.expectFrame())[9], 9);
        peer.end();
        assertEquals(await command.ended, 0);
      } finally {
        await command.close();
      }
    });
  }

  test(
    "one ^C ends the command though nobody reads its recording, and it says what is lost",
    { skip },
    async () => {
      let pipe: number | undefined;
      await flooded(async (command) => {
        command.interrupt();
        const said =
          /The recording to .*link\.ndjson has stopped: nothing takes it any more\. Up to (\d+) frames at/;
        assert(Number(await command.stderr.match(said)) > 0);
        assertEquals(await command.ended, 0);
      }, (folder) => {
        const path = join(folder, "link.ndjson");
        execFileSync("mkfifo", [path]);
        pipe = openSync(path, "r+");
        return ["--record", path];
      });
      closeSync(pipe!);
    },
  );

  test("one ^C ends the command though nobody reads its stdout", { skip }, async () => {
    await flooded(async (command) => {
      command.interrupt();
      assertEquals(await command.ended, 0);
    });
  });
}
