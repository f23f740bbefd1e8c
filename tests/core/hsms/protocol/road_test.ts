// How far it is from a chunk of bytes to the code that waits for it: the functions of src that are on the stack then.

import { test } from "node:test";
import { assert } from "@std/assert";
import { HsmsProtocol, type HsmsProtocolOptions, NO_BODY, SecsHandler, streamFunction } from "@secs/hsms";
import { VirtualClock } from "@secs/hsms/testing";
import { Transaction } from "../../../../src/core/hsms/machine/transactions.ts";
import { BaseTransport } from "../../../../src/core/network/mod.ts";
import { fromHex } from "../../../support/hex.ts";
import { OnePort } from "../../../support/one_port.ts";
import { SELECT_REQ } from "../../../support/stage.ts";

const S1F1 = "0000000a 0000 81 01 00 00 00000005";
const S1F2 = "0000000a 0000 01 02 00 00 00000100";

/** A transport whose chunks come from the test: what an adapter adds for its runtime is not on the road. */
class ChunkTransport extends BaseTransport {
  constructor() {
    super({ address: "10.0.0.7", port: 5000 }, { address: "10.0.0.1", port: 49152 });
  }

  deliver(hex: string): void {
    this.received(fromHex(hex));
  }

  protected override send(): boolean {
    return true;
  }

  protected override sendEnd(): void {
    this.flushed();
  }

  protected override flow(): void {}

  protected override destroy(): void {}
}

/** A handler that is selected over a ChunkTransport, until `play` is over. */
async function selected<Handler extends { enable(): Promise<void>; disable(): Promise<void> }>(
  make: (options: HsmsProtocolOptions) => Handler,
  play: (handler: Handler, deliver: (hex: string) => void) => void | Promise<void>,
): Promise<void> {
  const network = new OnePort();
  // Its time stands still: on a machine that is busy the handler would serve other connections before the message.
  const handler = make({ network, clock: new VirtualClock(), firstSystem: 0x100 });
  await handler.enable();
  const transport = new ChunkTransport();
  network.accept(transport);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  transport.deliver(SELECT_REQ);
  await play(handler, (hex) => transport.deliver(hex));
  transport.abort();
  await handler.disable();
}

/** The functions of src that called the one that calls this, the nearest first; each with its file. */
function road(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 200;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  return stack!.split("\n").filter((line) => /[/\\]src[/\\]/.test(line)).map((line) => {
    return line.trim().replace(/[^ (@]*[/\\]src[/\\]/, "src/");
  });
}

/** Bun keeps no frame of a call in tail position, and so counts fewer. */
function assertRoad(walked: readonly string[] | undefined, most: number, onBun: number): void {
  assert(walked !== undefined, "the code at the end of the road was not called");
  const allowed = "Bun" in globalThis ? onBun : most;
  const list = walked.map((line, i) => `${walked.length - i}. ${line}`).join("\n");
  assert(walked.length > 5 && walked.length <= allowed, `${walked.length} frames, not ${allowed}:\n${list}`);
}

test("the road from a chunk to the callback of a SecsHandler", async () => {
  let walked: string[] | undefined;
  await selected((options) => new SecsHandler("*", 5000, false, 0, "tool", options), (handler, deliver) => {
    handler.register(1, 1, () => {
      walked = road();
      return NO_BODY;
    });
    deliver(S1F1);
  });
  assertRoad(walked, 13, 11);
});

test("the road from a chunk to the listener of an HsmsProtocol's primaries", async () => {
  let walked: string[] | undefined;
  await selected((options) => new HsmsProtocol("*", 5000, false, 0, "tool", options), (handler, deliver) => {
    handler.on("primary", () => void (walked = road()));
    deliver(S1F1);
  });
  assertRoad(walked, 10, 9);
});

test("the road from the chunk of a reply to where its request ends, which settles the caller's promise", async () => {
  let walked: string[] | undefined;
  const { answer } = Transaction.prototype;
  Transaction.prototype.answer = function (reply) {
    walked = road();
    answer.call(this, reply);
  };
  try {
    await selected(
      (options) => new HsmsProtocol("*", 5000, false, 0, "tool", options),
      async (handler, deliver) => {
        const reply = handler.sendAndWaitForResponse(streamFunction(1, 1));
        deliver(S1F2);
        await reply;
      },
    );
  } finally {
    Transaction.prototype.answer = answer;
  }
  assertRoad(walked, 10, 9);
});
