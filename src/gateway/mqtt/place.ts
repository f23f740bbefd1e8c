import type { FabMqtt } from "../config/fab_file.ts";
import type { GatewayPlace, PlaceOptions } from "../place.ts";
import { loadMqtt } from "./client.ts";
import { MqttLink } from "./link.ts";
import { MqttSink } from "./sink.ts";

/**
 * A broker of MQTT 5 as the place of a gateway: messages go there. It has no leases, so a tool is in the fab file of one gateway.
 * Nothing is connected before `start`. Rejects with a `PeerMissingError` when the package is not installed.
 */
export async function openMqtt(
  { server, credentials, tls }: FabMqtt,
  { name, clock }: PlaceOptions,
): Promise<GatewayPlace> {
  const link = new MqttLink(await loadMqtt(), {
    server,
    name,
    clock,
    ...credentials !== undefined && { credentials },
    ...tls !== undefined && { tls },
  });
  return { sink: new MqttSink(link, { clock }), start: () => link.start(), close: () => link.close() };
}
