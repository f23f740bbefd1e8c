/**
 * A host asks an equipment S1F1 and S1F13, both in this process, over real TCP.
 *
 * Prints:
 *
 *     host: model SAMPLE, software 1.0
 *     equipment: S1F13 W <L [0]>.
 *     host: communications established
 *     host: S1F2 <L [2] <A "SAMPLE"> <A "1.0">>.
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { connect, listen, S1F1, S1F13, SecsHandler } from "@secs/hsms";

const IDENTITY = { MDLN: "SAMPLE", SOFTREV: "1.0" };

// The equipment is passive; a callback answers each message.
const equipment = await listen({
  port: 0,
  bindAddress: "127.0.0.1",
  handler: SecsHandler,
  role: "equipment",
});
equipment.register(S1F1, () => IDENTITY);
equipment.register(S1F13, (_empty, message) => {
  console.log(`equipment: ${message}`);
  return { COMMACK: 0, IDENTITY };
});

// The host is active, and asks.
const { port } = equipment.connection.listeningEndpoint!;
const host = await connect({ address: "127.0.0.1", port, handler: SecsHandler });

const { MDLN, SOFTREV } = await host.request(S1F1);
console.log(`host: model ${MDLN}, software ${SOFTREV}`);

const { COMMACK } = await host.request(S1F13);
if (COMMACK === 0) console.log("host: communications established");

// With a stream and a function, `request` resolves with the message as it came in.
console.log(`host: ${await host.request(1, 1)}`);

await host.disable();
await equipment.disable();
