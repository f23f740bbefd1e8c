/**
 * A host asks an equipment S1F1 and S1F13, both in this process, over real TCP.
 *
 * Prints:
 *
 *     host: S1F2 <L [2] <A "SAMPLE"> <A "1.0">>.
 *     host: model SAMPLE, software 1.0
 *     equipment: S1F13 W <L [0]>.
 *     host: S1F14 <L [2] <B 0x00> <L [2] <A "SAMPLE"> <A "1.0">>>.
 *     host: communications established
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { S1F1, S1F13, S1F14, S1F2, SecsHandler, tcp } from "@secs/hsms";

const IDENTITY = { MDLN: "SAMPLE", SOFTREV: "1.0" };

// The equipment: passive, answers by stream and function.
const equipment = new SecsHandler("127.0.0.1", 0, false, 0, "equipment", {
  network: tcp,
  bindAddress: "127.0.0.1",
  role: "equipment",
});
equipment.register(S1F1.toEquipment, () => S1F2.toHost.build(IDENTITY));
equipment.register(S1F13.toEquipment, (_body, message) => {
  console.log(`equipment: ${message}`);
  return S1F14.toHost.build({ COMMACK: 0, IDENTITY });
});
await equipment.enable();

// The host: active, asks.
const { port } = equipment.connection.listeningEndpoint!;
const host = new SecsHandler("127.0.0.1", port, true, 0, "host", { network: tcp });
await host.enable();
await host.whenSelected();

const onLineData = await host.request(S1F1.toEquipment, undefined);
console.log(`host: ${onLineData}`);
const { MDLN, SOFTREV } = onLineData.read(S1F2.toHost);
console.log(`host: model ${MDLN}, software ${SOFTREV}`);

const established = await host.request(S1F13.toEquipment, undefined);
console.log(`host: ${established}`);
if (established.read(S1F14.toHost).COMMACK === 0) console.log("host: communications established");

await host.disable();
await equipment.disable();
