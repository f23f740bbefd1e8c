/**
 * SEMI E37 (HSMS) for Deno, Bun and Node: connections, delegates and packets.
 *
 * @example Both sides in one process, over real TCP
 * ```ts
 * import { HsmsActiveConnection, HsmsPassiveConnection, linktestReq, tcp } from "@secs/hsms";
 *
 * const heard = Promise.withResolvers<string>();
 * const equipment = new HsmsPassiveConnection("127.0.0.1", 0, 0, {
 *   onConnectionPacketReceived: (_connection, packet) => heard.resolve(packet.header.name),
 * }, { network: tcp, bindAddress: "127.0.0.1" });
 * await equipment.enable();
 *
 * const host = new HsmsActiveConnection("127.0.0.1", equipment.listeningEndpoint!.port, 0, {
 *   onConnectionEstablished: (connection) => connection.sendPacket(linktestReq(1)),
 * }, { network: tcp });
 * await host.enable();
 *
 * console.log(await heard.promise); // Linktest.req
 * await host.disable();
 * await equipment.disable();
 * ```
 *
 * @module
 */
export * from "./src/core/mod.ts";
export * from "./src/secs/mod.ts";
export * from "./src/secs2/mod.ts";
export * from "./src/sml/mod.ts";
export { createTcp, tcp, type TcpOptions } from "./src/transports/tcp.ts";
export { createTls, type TlsOptions } from "./src/transports/tls.ts";
