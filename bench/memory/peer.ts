// deno-lint-ignore-file no-console
// The other process: connects, or is connected to, as it is told. Prints the port on which it takes orders.

import process from "node:process";
import { bareSockets } from "./bare.ts";
import { dialHosts, listen, seatTools } from "./hsms.ts";
import { type Order, takeOrders } from "./orders.ts";

/** How long it waits for a first order, in ms. */
const PATIENCE = 20_000;

/** Everything that was made, so that it stays. */
const held: unknown[] = [];

// A kill would only reach the npx that starts Bun: the process ends by itself.
const unused = setTimeout(() => process.exit(1), PATIENCE);
console.log(await takeOrders(carryOut, () => process.exit(0)));

async function carryOut(order: Order): Promise<number> {
  clearTimeout(unused);
  if (order.what === "listen") {
    if (order.kind === "bare") return await bareSockets().listen(held);
    const server = await listen();
    held.push(await seatTools(server, order.seats));
    return server.listeningEndpoint!.port;
  }
  if (order.kind === "hsms") held.push(await dialHosts(order.port, order.count));
  else for (let i = 0; i < order.count; i++) held.push(await bareSockets().dial(order.port));
  return order.count;
}
