import { HsmsMultiPassiveServer, type HsmsMultiPassiveServerOptions, type Network } from "@secs/hsms";
import { Recorder } from "../../../support/recorder.ts";
import { Stage, TOOL } from "../../../support/stage.ts";

/** A server at TOOL's port, which is stopped. */
export class Server extends Stage {
  readonly server: HsmsMultiPassiveServer;
  /** The names that were looked up. */
  readonly lookUps: string[] = [];
  /** How each of them is answered. */
  resolve: (name: string) => Promise<string[]> = () => Promise.resolve(["10.0.0.1"]);

  constructor(options: Partial<HsmsMultiPassiveServerOptions> = {}) {
    super();
    const network: Network = {
      dial: (endpoint, options) => this.network.dial(endpoint, options),
      listen: (endpoint, accept) => this.network.listen(endpoint, accept),
      resolve: (name) => (this.lookUps.push(name), this.resolve(name)),
    };
    this.server = new HsmsMultiPassiveServer(TOOL.port, { ...this.options, network, ...options });
  }

  /** Expects a peer at each address: a connection for it, enabled, and what that is told. */
  readonly expect = async (...addresses: string[]): Promise<Recorder[]> => {
    const recorders = addresses.map(() => new Recorder());
    for (const [i, address] of addresses.entries()) {
      await this.server.createConnection(address, this.server.port, i, recorders[i]!).enable();
    }
    return recorders;
  };
}
