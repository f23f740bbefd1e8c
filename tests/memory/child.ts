// The child of server_test.ts: a server whose tools answer every primary. It prints its port once it is idle.

import process from "node:process";
import { createBudget, HsmsMultiPassiveServer, HsmsProtocol, streamFunction, tcp } from "@secs/hsms";

/** A server with `tools` tools, which keep at most `budget` bytes for their peers together. */
export async function serve(tools: number, budget: number): Promise<void> {
  const server = new HsmsMultiPassiveServer(0, {
    network: tcp,
    bindAddress: "127.0.0.1",
    budget: createBudget(budget),
    timeouts: { writeStall: 240_000, t8: 120_000, linktest: 0 },
  });
  await server.start();
  for (let i = 0; i < tools; i++) {
    const tool = new HsmsProtocol("*", 0, false, 0, `tool-${i}`, { network: tcp, server });
    tool.on("primary", ({ packet }) => {
      if (packet.header.requireResponse) tool.sendResponse(streamFunction(1, 2), packet);
    });
    await tool.enable();
  }
  process.stdout.write(`port ${server.listeningEndpoint!.port}\n`);
}
