import type { Network, Transport } from "@secs/hsms";

/** A network with one listener, at which the test lets in what transports it likes. */
export class OnePort implements Network {
  /** Hands a transport to the listener. */
  accept: (transport: Transport) => void = () => {};

  dial(): Promise<Transport> {
    return Promise.reject(new Error("There is nothing to connect to in this network"));
  }

  listen(...[endpoint, accept]: Parameters<Network["listen"]>): ReturnType<Network["listen"]> {
    this.accept = accept;
    return Promise.resolve({ endpoint, close: () => Promise.resolve() });
  }

  resolve(): Promise<string[]> {
    return Promise.resolve([]);
  }
}
