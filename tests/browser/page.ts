// Runs in a page: packets, the decoder, and a host and a tool over the memory network. Nothing is polyfilled.

import { FrameDecoder, HsmsPacket, HsmsProtocol, linktestReq, streamFunction, tcp } from "@secs/hsms";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";

/** The part of the page in use. */
interface Page {
  readonly body: { append(...nodes: unknown[]): void };
  createElement(name: string): { id: string; textContent: string };
}

const CASES: Record<string, () => unknown> = {
  "the page has nothing of Node, Deno or Bun": () => {
    for (const name of ["process", "Buffer", "Deno", "Bun", "require"]) equal(name in globalThis, false);
  },
  "a packet is the bytes of the wire, and back": () => {
    const bytes = [0x00, 0x00, 0x00, 0x0a, 0xff, 0xff, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x02];
    equal([...linktestReq(2).encode()], bytes);
    equal(HsmsPacket.decode(Uint8Array.from(bytes)).header.name, "Linktest.req");
  },
  "the decoder cuts frames out of single bytes": () => {
    const names: string[] = [];
    const decoder = new FrameDecoder();
    const bytes = [...linktestReq(1).encode(), ...streamFunction(1, 2, Uint8Array.of(1, 0)).encode()];
    for (const byte of bytes) decoder.push(Uint8Array.of(byte), ({ header }) => names.push(header.name));
    equal(names, ["Linktest.req", "S1F2"]);
  },
  "a host and a tool select, talk and end": async () => {
    const network = new MemoryNetwork();
    const tool = new HsmsProtocol("127.0.0.1", 5000, false, 0, "tool", { network });
    tool.on("primary", ({ packet: primary }) => tool.sendResponse(streamFunction(1, 2), primary));
    await tool.enable();
    const host = new HsmsProtocol("127.0.0.1", 5000, true, 0, "host", { network });
    await host.enable();
    await host.whenSelected();
    equal((await host.sendAndWaitForResponse(streamFunction(1, 1))).header.name, "S1F2");
    equal((await host.sendLinktestReq()).header.name, "Linktest.rsp");
    await host.disable();
    await tool.disable();
    equal([host.connectionState, tool.connectionState], ["not-connected", "not-connected"]);
  },
  "T6 ends a select that nobody answers, in no time": async () => {
    const clock = new VirtualClock();
    const network = new MemoryNetwork({ clock });
    const listener = await network.listen(
      { address: "127.0.0.1", port: 5000 },
      (transport) => transport.start({ onData: () => {}, onDrain: () => {}, onClose: () => {} }),
    );
    const host = new HsmsProtocol("127.0.0.1", 5000, true, 0, "host", { network, clock });
    let reason = "";
    host.on("closed", ({ error }) => reason = error?.message ?? "");
    await host.enable();
    await clock.advance(5000);
    equal(reason.includes("T6"), true);
    await host.disable();
    await listener.close();
  },
  "tcp says that there is none": async () => {
    const message = await tcp.dial({ address: "127.0.0.1", port: 5000 }).then(() => "", String);
    equal(message.includes("This runtime has no node:net"), true);
  },
};

const lines: string[] = [];
let failed = 0;
for (const [name, run] of Object.entries(CASES)) {
  try {
    await run();
    lines.push(`ok      ${name}`);
  } catch (error) {
    failed++;
    lines.push(`FAILED  ${name}: ${error}`);
  }
}
const { document } = globalThis as unknown as { document: Page };
const result = document.createElement("pre");
result.id = "result";
result.textContent = [...lines, `${lines.length - failed} passed, ${failed} failed`].join("\n");
document.body.append(result);

function equal(actual: unknown, expected: unknown): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`Expected ${wanted}, got ${got}`);
}
