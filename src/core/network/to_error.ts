import { type Endpoint, formatEndpoint } from "./endpoint.ts";
import { LEFT_HANDSHAKE, type TlsFault, tlsFault } from "./tls_fault.ts";
import { type TransportAction, TransportError, type TransportErrorCode } from "./transport_error.ts";

/** POSIX name → our code, what happened, what to check. All three runtimes use these names. */
const POSIX: Record<string, readonly [TransportErrorCode, what: string, check: string]> = {
  ECONNREFUSED: [
    "refused",
    "connection refused",
    "Check that the passive side is enabled and listens on this port.",
  ],
  ETIMEDOUT: ["unreachable", "no answer", "Check the address, the cable and the firewall between."],
  EHOSTUNREACH: ["unreachable", "no route to the host", "Check the address and that the peer is powered on."],
  ENETUNREACH: ["unreachable", "no route to the network", "Check this machine's network settings."],
  ENETDOWN: ["unreachable", "the network is down", "Check this machine's network adapter and cable."],
  EHOSTDOWN: ["unreachable", "the host is down", "Check that the peer is powered on."],
  ENOTFOUND: [
    "unreachable",
    "the host name cannot be resolved",
    "Check its spelling, or use the IP address.",
  ],
  EAI_AGAIN: ["unreachable", "the name server does not answer", "Check DNS, or use the IP address."],
  ECONNRESET: [
    "reset",
    "connection reset",
    "The peer crashed or reset the connection, or a device between cut it.",
  ],
  EPIPE: ["reset", "the peer no longer reads", "The peer crashed or reset the connection."],
  ENOTCONN: ["reset", "the connection is gone", "The peer crashed or reset the connection."],
  ECONNABORTED: [
    "reset",
    "connection aborted",
    "A device between, or this machine's network, cut the connection.",
  ],
  EADDRINUSE: [
    "in-use",
    "the port is in use",
    "Stop the program that listens on it, or choose another port.",
  ],
  EADDRNOTAVAIL: [
    "failed",
    "the address is not one of this machine's",
    "Bind to an address that this machine has, or to 0.0.0.0 or :: for all.",
  ],
  EACCES: ["failed", "permission denied", "Ports below 1024 need a privilege; choose a higher one."],
  EPERM: ["failed", "not permitted", "Check the firewall and the permissions of this process."],
  EMFILE: ["failed", "too many open files", "Raise the limit of open files of this process."],
};

const ASKED: Record<TransportAction, string> = {
  connect: "Cannot connect to",
  accept: "Cannot accept",
  listen: "Cannot listen on",
  talk: "Lost",
  resolve: "Cannot resolve",
};

/**
 * Turns an error of the runtime into a {@linkcode TransportError} that says what was tried, with which peer, what happened
 * and what to check. Returns an error that is a TransportError already as it is.
 *
 * @example
 * ```ts
 * import { toTransportError } from "@secs/hsms/core";
 * import { assertEquals } from "@std/assert";
 *
 * const refused = Object.assign(new Error("connect failed"), { code: "ECONNREFUSED" });
 * const error = toTransportError(refused, "connect", { address: "10.0.0.7", port: 5000 });
 * assertEquals(error.code, "refused");
 * assertEquals(
 *   error.message,
 *   "Cannot connect to 10.0.0.7:5000: connection refused (ECONNREFUSED). " +
 *     "Check that the passive side is enabled and listens on this port.",
 * );
 * ```
 */
export function toTransportError(
  cause: unknown,
  action: TransportAction,
  endpoint: Endpoint,
): TransportError {
  if (cause instanceof TransportError) return cause;
  const name = posixName(cause);
  const known = name === undefined ? undefined : POSIX[name];
  const subject = subjectOf(action, endpoint);
  if (known === undefined) {
    const fault = tlsFault(cause, action);
    if (fault !== undefined) return faultError(subject, ...fault, cause);
    const said = cause instanceof Error ? cause.message : String(cause);
    return new TransportError("failed", `${subject}: ${said}${name ? ` (${name})` : ""}`, { cause });
  }
  const [code, what, check] = known;
  return new TransportError(code, `${subject}: ${what} (${name}). ${check}`, { cause });
}

/**
 * Does the same for an error during a TLS handshake: there a plain end of the connection means `handshake-failed`.
 *
 * @example
 * ```ts
 * import { toHandshakeError } from "@secs/hsms/core";
 * import { assertEquals } from "@std/assert";
 *
 * const cause = Object.assign(new Error("certificate has expired"), { code: "CERT_HAS_EXPIRED" });
 * const error = toHandshakeError(cause, "connect", { address: "10.0.0.7", port: 5000 });
 * assertEquals(error.code, "certificate-expired");
 * ```
 */
export function toHandshakeError(
  cause: unknown,
  action: "connect" | "accept",
  endpoint: Endpoint,
): TransportError {
  const error = toTransportError(cause, action, endpoint);
  const left = error.code === "reset" || (cause as { name?: unknown } | undefined)?.name === "UnexpectedEof";
  if (!left) return error;
  return faultError(subjectOf(action, endpoint), LEFT_HANDSHAKE, posixName(cause) ?? "end of file", cause);
}

function faultError(
  subject: string,
  [code, what, check]: TlsFault,
  said: string,
  cause: unknown,
): TransportError {
  return new TransportError(code, `${subject}: ${what} (${said}). ${check}`, { cause });
}

function subjectOf(action: TransportAction, endpoint: Endpoint): string {
  return `${ASKED[action]} ${action === "resolve" ? endpoint.address : formatEndpoint(endpoint)}`;
}

function posixName(cause: unknown): string | undefined {
  if (typeof cause !== "object" || cause === null) return undefined;
  const { code, message } = cause as { code?: unknown; message?: unknown };
  if (typeof code === "string") return code;
  // Deno gives no code when a name does not resolve.
  return String(message).includes("failed to lookup address") ? "ENOTFOUND" : undefined;
}
