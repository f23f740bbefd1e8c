/**
 * A host (active) and a tool (passive) in one process, over real TCP on loopback. Each prints what its delegate is called
 * with, and one line for each frame.
 *
 * A raw connection answers nothing by itself: this file says what each side sends, frame by frame. The handlers that
 * `connect` and `listen` make do it for you.
 *
 * @module
 */
// deno-lint-ignore-file no-console
import {
  formatTrace,
  HsmsActiveConnection,
  type HsmsConnectionDelegate,
  type HsmsConnectionOptions,
  HsmsPassiveConnection,
  type HsmsTraceEvent,
  linktestReq,
  linktestRsp,
  selectReq,
  selectRsp,
  separateReq,
  streamFunction,
  tcp,
} from "@secs/hsms";

/** A peer that floods must not fill the memory with lines that wait to be printed. */
const MAX_LINES = 1000;

/** Prints when TCP is up, about to end and ended, and then calls the same method of `also`. */
function printing(side: string, also: HsmsConnectionDelegate): HsmsConnectionDelegate {
  return {
    onConnectionEstablished(connection) {
      console.log(`${side} Connection established`);
      also.onConnectionEstablished?.(connection);
    },
    onConnectionPacketReceived(connection, packet) {
      also.onConnectionPacketReceived?.(connection, packet);
    },
    onConnectionBeforeClosed(connection) {
      console.log(`${side} Connection about to be terminated`);
      also.onConnectionBeforeClosed?.(connection);
    },
    onConnectionClosed(connection, error) {
      console.log(`${side} Connection terminated${error === undefined ? "" : `: ${error.message}`}`);
      also.onConnectionClosed?.(connection, error);
    },
  };
}

function options(side: string): HsmsConnectionOptions & { bindAddress: string } {
  let lines = 0;
  const trace = (event: HsmsTraceEvent): void => {
    if (++lines <= MAX_LINES) console.log(`${side} ${formatTrace(event)}`);
  };
  return { network: tcp, bindAddress: "127.0.0.1", trace };
}

let hostEnded = (): void => {};
let toolEnded = (): void => {};
const ends = [
  new Promise<void>((resolve) => hostEnded = resolve),
  new Promise<void>((resolve) => toolEnded = resolve),
];

// S1F2, "I am here": <L [2] <A "MDLN"> <A "1.0">>
const onLineData = new Uint8Array([
  0x01,
  2,
  0x41,
  4,
  ...new TextEncoder().encode("MDLN"),
  0x41,
  3,
  0x31,
  0x2e,
  0x30,
]);

/** Whether the host has ended the session: other clients may come and go before. */
let isOver = false;

const tool = new HsmsPassiveConnection(
  "127.0.0.1",
  0,
  0,
  printing("tool", {
    onConnectionPacketReceived(connection, packet) {
      const { name, system } = packet.header;
      if (name === "Select.req") connection.sendPacket(selectRsp(packet));
      if (name === "S1F1 W") connection.sendPacket(streamFunction(1, 2, onLineData, { system }));
      if (name === "Linktest.req") connection.sendPacket(linktestRsp(packet));
      if (name === "Separate.req") isOver = true;
    },
    onConnectionClosed(connection) {
      if (!isOver) return;
      void connection.disable(); // otherwise it listens again
      toolEnded();
    },
  }),
  options("tool"),
);
await tool.enable();

const host = new HsmsActiveConnection(
  "127.0.0.1",
  tool.listeningEndpoint!.port,
  0,
  printing("host", {
    onConnectionEstablished: (connection) => connection.sendPacket(selectReq(1)),
    onConnectionPacketReceived(connection, packet) {
      const { name } = packet.header;
      if (name === "Select.rsp") {
        connection.sendPacket(streamFunction(1, 1, undefined, { system: 2, requireResponse: true }));
      }
      if (name === "S1F2") connection.sendPacket(linktestReq(3));
      if (name === "Linktest.rsp") void connection.disable();
    },
    onConnectionBeforeClosed: (connection) => connection.sendPacket(separateReq(4)),
    onConnectionClosed: () => hostEnded(),
  }),
  options("host"),
);
await host.enable();

await Promise.all(ends);
await tool.disable();
