// What a sample gets for "@secs/hsms" while hostile peers are played against it: the same, on a network that tells of it.

import * as hsms from "../../mod.ts";
import { StagedNetwork } from "./staged_network.ts";

export * from "../../mod.ts";

/** In place of the runtime's TCP. */
export const tcp: hsms.Network = new StagedNetwork(hsms.tcp);

export const connect = ((options: Parameters<typeof hsms.connect>[0]) => {
  return hsms.connect({ network: tcp, ...options });
}) as typeof hsms.connect;

export const listen = ((options: Parameters<typeof hsms.listen>[0]) => {
  return hsms.listen({ network: tcp, ...options });
}) as typeof hsms.listen;
