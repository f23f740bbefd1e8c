// A host and a tool over one network: select, a request and its reply, and the end of both.

import type { HsmsPassiveConnection, Network } from "@secs/hsms";

/** Rejects unless the two sides understand each other; `hsms` is the package as the caller got it. */
export async function loopback(hsms: typeof import("@secs/hsms"), network: Network): Promise<void> {
  const options = { network, bindAddress: "127.0.0.1" };
  const tool = new hsms.HsmsProtocol("127.0.0.1", 0, false, 7, "tool", options);
  tool.on("primary", ({ packet: primary }) => tool.sendResponse(hsms.streamFunction(1, 2), primary));
  await tool.enable();
  const { port } = (tool.connection as HsmsPassiveConnection).listeningEndpoint!;
  const host = new hsms.HsmsProtocol("127.0.0.1", port, true, 7, "host", options);
  await host.enable();
  await host.whenSelected({ signal: AbortSignal.timeout(10_000) });
  const reply = await host.sendAndWaitForResponse(hsms.streamFunction(1, 1));
  if (reply.header.name !== "S1F2") throw new Error(`Expected S1F2, got ${reply.header.name}`);
  await host.disable();
  await tool.disable();
  if (host.connectionState !== "not-connected") throw new Error(`The host is ${host.connectionState}`);
}
