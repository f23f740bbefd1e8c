// deno-lint-ignore-file no-console
import { connect } from "@secs/hsms";
import { GemHostHandler } from "@secs/hsms/gem";

export async function readTool(address: string, port: number): Promise<void> {
  const host = await connect({ address, port, handler: GemHostHandler });
  await host.waitForCommunicating();
  for (const { id, name, units } of await host.listSvs()) {
    console.log(name, (await host.requestSv({ id })).value, units);
  }
  const events = host.events();
  await host.want({ events: [{ event: 4001, variables: [2001, 1001] }], alarms: "all" });
  for await (const event of events) {
    if (event.type === "alarm") return await host.disable();
    if (event.type === "collection-event") console.log("event", event.id, event.values);
  }
}
