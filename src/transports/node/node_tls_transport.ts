import type { TcpOptions } from "../options.ts";
import type { NodeSocket } from "./node_api.ts";
import { NodeTransport } from "./node_transport.ts";

/** A Transport over a `tls.TLSSocket` whose handshake is done. */
export class NodeTlsTransport extends NodeTransport {
  /** `raw` is the TCP connection below `socket`. */
  constructor(socket: NodeSocket, raw: NodeSocket, options: TcpOptions) {
    super(socket, options);
    // Now and then a reset by the peer is told to the socket below only.
    raw.on("error", (error: unknown) => this.broke(error));
    socket.pause();
    this.readFromStream();
  }

  /** Never with RST: to reset the socket below a TLS socket makes Node 20 crash now and then. */
  protected override destroy(_reset: boolean): void {
    super.destroy(false);
  }
}
