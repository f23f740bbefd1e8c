import { SecsError, type SecsErrorOptions } from "../base/mod.ts";

/**
 * What went wrong below HSMS:
 * - `refused`: the peer's machine answers, nobody listens on the port
 * - `unreachable`: no way there, no answer, or the host name does not resolve
 * - `reset`: the peer or the network broke an open connection
 * - `in-use`: the port to listen on is taken
 * - `aborted`: this side gave up, `cause` says why
 * - `failed`: anything else
 *
 * And over TLS:
 * - `certificate-expired`, `certificate-not-yet-valid`: the peer's certificate, by this machine's clock
 * - `certificate-untrusted`: the peer's certificate is self-signed, or of an authority that is not trusted here
 * - `certificate-name`: the peer's certificate is for another host name
 * - `certificate-required`: a client without a certificate, where one is required
 * - `certificate-refused`: the peer refuses this side's certificate
 * - `not-tls`: the peer speaks something else, plain HSMS perhaps
 * - `handshake-failed`: no common version or cipher, or the peer left during the handshake
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
 * The network's fault, or this machine's: a dial, a listen or an open connection failed below HSMS.
 *
 * `cause` is the runtime's own error, where there is one.
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
