// Handlers of this package, as a program makes them: with the defaults, but for what says otherwise.

import {
  HsmsMultiPassiveServer,
  type HsmsPacket,
  HsmsProtocol,
  type HsmsProtocolOptions,
  streamFunction,
  tcp,
} from "@secs/hsms";

const LOOPBACK = "127.0.0.1";

/** The function (of stream 1) that tools answer with a large body, and the one that they do not answer. */
export const LARGE_ASK = 5;
export const SILENT_ASK = 3;
const LARGE = new Uint8Array(256 * 1024);

/** So many connect at once: fewer than a port lets wait. */
const AT_ONCE = 20;

/** Connects `count` hosts one after the other; resolves when all of them are selected. */
export async function dialHosts(
  port: number,
  count: number,
  options: Partial<HsmsProtocolOptions> = {},
): Promise<HsmsProtocol[]> {
  const hosts: HsmsProtocol[] = [];
  while (hosts.length < count) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - hosts.length) }, () => {
      return new HsmsProtocol(LOOPBACK, port, true, 0, "host", { network: tcp, ...options });
    });
    await Promise.all(batch.map((host) => host.enable()));
    await Promise.all(batch.map((host) => host.whenSelected()));
    hosts.push(...batch);
  }
  return hosts;
}

/** Listens on any port of this machine. */
export async function listen(): Promise<HsmsMultiPassiveServer> {
  const server = new HsmsMultiPassiveServer(0, { network: tcp, bindAddress: LOOPBACK });
  await server.start();
  return server;
}

/** Makes tools at a server for `count` hosts; they answer all but one function. */
export async function seatTools(server: HsmsMultiPassiveServer, count: number): Promise<HsmsProtocol[]> {
  const tools = Array.from({ length: count }, () => {
    const tool = new HsmsProtocol("*", 0, false, 0, "tool", { network: tcp, server });
    tool.on("primary", ({ packet: primary }) => answer(tool, primary));
    return tool;
  });
  await Promise.all(tools.map((tool) => tool.enable()));
  return tools;
}

function answer(tool: HsmsProtocol, primary: HsmsPacket): void {
  const { function: func } = primary.header;
  if (func === SILENT_ASK) return;
  tool.sendResponse(streamFunction(1, func + 1, func === LARGE_ASK ? LARGE : undefined), primary);
}
