// How the process that is measured tells the other one what to do: a line of JSON each way, over TCP.

import { connect, createServer, type Socket } from "node:net";

/** What the other process is to do. */
export type Order =
  /** Listen; `seats`: for so many. The answer is the port. */
  | { readonly what: "listen"; readonly kind: Kind; readonly seats: number }
  /** Connect so many times; the answer comes when they are connected (and selected). */
  | { readonly what: "dial"; readonly kind: Kind; readonly port: number; readonly count: number };

/** HSMS, selected; or a socket of the runtime and nothing else. */
export type Kind = "hsms" | "bare";

/** Carries out orders; resolves with the port on which it takes them. `done`: the one who gave them is gone. */
export function takeOrders(
  carryOut: (order: Order) => Promise<number>,
  done: () => void,
): Promise<number> {
  const server = createServer((socket) => {
    socket.on("close", done);
    onLines(socket, async (line) => {
      const answer = await carryOut(JSON.parse(line)).catch((error) => `${error}`);
      socket.write(`${JSON.stringify(answer)}\n`);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
}

/** The other process, as the one that is measured sees it. */
export class Peer {
  readonly #socket: Socket;
  readonly #waiting: ((answer: number | string) => void)[] = [];

  /** It takes orders on this port. */
  constructor(port: number) {
    this.#socket = connect(port, "127.0.0.1");
    onLines(this.#socket, (line) => this.#waiting.shift()?.(JSON.parse(line)));
  }

  /** Gives an order; resolves with its answer once it was carried out. */
  async order(order: Order): Promise<number> {
    const answer = await new Promise<number | string>((resolve) => {
      this.#waiting.push(resolve);
      this.#socket.write(`${JSON.stringify(order)}\n`);
    });
    if (typeof answer === "string") throw new Error(`The peer could not ${order.what}: ${answer}`);
    return answer;
  }
}

function onLines(socket: Socket, onLine: (line: string) => void): void {
  let text = "";
  socket.on("error", () => {});
  socket.on("data", (chunk: Uint8Array) => {
    text += new TextDecoder().decode(chunk);
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      onLine(line);
    }
  });
}
