import { SecsError, type SecsErrorOptions } from "../base/mod.ts";

/**
 * What went wrong below HSMS:
 * - `refused`: the machine of the peer answers, but nothing listens on the port
 * - `unreachable`: no route, no answer, or the host name does not resolve
 * - `reset`: the peer or the network broke an open connection
 * - `in-use`: another program listens on the port
 * - `aborted`: this side ended the connection, `cause` says why
 * - `failed`: anything else
 *
 * With TLS also:
 * - `certificate-expired`, `certificate-not-yet-valid`: the peer's certificate, by this machine's clock
 * - `certificate-untrusted`: the peer's certificate is self-signed, or signed by an authority that is not trusted here
 * - `certificate-name`: the peer's certificate is for another host name
 * - `certificate-required`: a client has no certificate, but one is required
 * - `certificate-refused`: the peer refuses this side's certificate
 * - `not-tls`: the peer does not speak TLS, but perhaps plain HSMS
 * - `handshake-failed`: no common version or cipher, or the peer closed the connection during the handshake
 * - `handshake-timeout`: the handshake took too long
 */
export type TransportErrorCode =
  | "refused"
  | "unreachable"
  | "reset"
  | "in-use"
  | "aborted"
  | "failed"
  | "certificate-expired"
  | "certificate-not-yet-valid"
  | "certificate-untrusted"
  | "certificate-name"
  | "certificate-required"
  | "certificate-refused"
  | "not-tls"
  | "handshake-failed"
  | "handshake-timeout";

/**
 * A fault of the network or of this machine: a dial, a listen or an open connection failed below HSMS.
 *
 * `cause` is the runtime's own error, if there is one.
 *
 * @example
 * ```ts
 * import { TransportError } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new TransportError("reset", "10.0.0.7:5000 reset the connection (ECONNRESET)");
 * assertEquals(error.code, "reset");
 * ```
 */
export class TransportError extends SecsError<TransportErrorCode> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "TransportError";

  /** Makes an error from its code and a sentence for the person at the tool. */
  constructor(code: TransportErrorCode, message: string, options: SecsErrorOptions = {}) {
    super(code, message, options);
  }
}

/** What a transport was doing when the runtime reported an error. */
export type TransportAction = "connect" | "accept" | "listen" | "talk" | "resolve";
