// What a sample gets for "@secs/hsms/testing": the same, with scripted peers that meet no hostile peer.

import * as testing from "../../src/testing/mod.ts";
import type { Endpoint, Network } from "../../mod.ts";
import { StagedNetwork } from "./staged_network.ts";

export * from "../../src/testing/mod.ts";

export class ScriptedPeer extends testing.ScriptedPeer {
  static override dial(network: Network, endpoint: Endpoint, options?: testing.ScriptedPeerOptions) {
    return testing.ScriptedPeer.dial(unattacked(network), endpoint, options);
  }

  static override listen(network: Network, endpoint: Endpoint, options?: testing.ScriptedPeerOptions) {
    return testing.ScriptedPeer.listen(unattacked(network), endpoint, options);
  }
}

function unattacked(network: Network): Network {
  return network instanceof StagedNetwork ? network.forScripts : network;
}
