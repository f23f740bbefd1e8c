// All of our layers and no socket: requests and replies over the network in memory.

import { HsmsProtocol, streamFunction } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import type { Case } from "./case.ts";

const PORT = 5000;

/** What is measured of handlers; the two stay connected. */
export async function protocolCases(): Promise<readonly Case[]> {
  const network = new MemoryNetwork();
  const tool = new HsmsProtocol("*", PORT, false, 0, "tool", { network });
  tool.on("primary", ({ packet: primary }) => tool.sendResponse(streamFunction(1, 2), primary));
  await tool.enable();
  const host = new HsmsProtocol("127.0.0.1", PORT, true, 0, "host", { network });
  await host.enable();
  await host.whenSelected();
  return [1, 256].map((count) => ({
    layer: "protocol",
    name: `round trip in memory, ${count} open`,
    count,
    ours: async () => {
      await Promise.all(Array.from({ length: count }, () => {
        return host.sendAndWaitForResponse(streamFunction(1, 1));
      }));
    },
  }));
}
