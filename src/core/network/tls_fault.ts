import type { TransportAction, TransportErrorCode } from "./transport_error.ts";

/** A fault of TLS: our code, what happened, what to check. */
export type TlsFault = readonly [code: TransportErrorCode, what: string, check: string];

const UNTRUSTED: TlsFault = [
  "certificate-untrusted",
  "no authority that this side trusts signed the peer's certificate",
  "Give the option ca the certificate of the authority that signed it.",
];
const EXPIRED: TlsFault = [
  "certificate-expired",
  "the peer's certificate has expired",
  "Renew it at the peer; if it looks valid there, compare the clocks of both machines.",
];
const NOT_YET_VALID: TlsFault = [
  "certificate-not-yet-valid",
  "the peer's certificate is not valid yet",
  "Compare the clocks of both machines.",
];
const OTHER_NAME: TlsFault = [
  "certificate-name",
  "the peer's certificate is for another name",
  "Dial the name that is in it, or give this name as the option serverName.",
];
const GAVE_NONE: TlsFault = [
  "certificate-required",
  "the client gave no certificate",
  "Give it one that an authority in the option ca has signed.",
];
const ASKS_FOR_ONE: TlsFault = [
  "certificate-required",
  "the peer asks this side for a certificate and got none",
  "Give the options certificate and key.",
];
const REFUSED: TlsFault = [
  "certificate-refused",
  "the peer refuses this side's certificate",
  "Its log says why: expired, for another name, or signed by an authority that it does not trust.",
];
const NOT_TLS: TlsFault = [
  "not-tls",
  "the peer does not speak TLS",
  "Switch TLS on at both sides or at neither, and check the port.",
];
const NO_AGREEMENT: TlsFault = [
  "handshake-failed",
  "the TLS handshake failed",
  "Both sides need TLS 1.2 or newer, and a cipher in common.",
];
const CUT: TlsFault = [
  "reset",
  "the peer ended TCP without ending TLS, so bytes may be missing",
  "It crashed or reset the connection, a device between cut it, or it refuses this side's certificate.",
];

/** The fault when the connection ends before the handshake does. */
export const LEFT_HANDSHAKE: TlsFault = [
  "handshake-failed",
  "the peer closed the connection during the TLS handshake",
  "It may not speak TLS, or refuses this side's certificate: its log says so.",
];

/** The errors of OpenSSL, BoringSSL and rustls, by the names and messages of Node, Bun and Deno; the first match counts. */
const KNOWN: readonly (readonly [words: RegExp, fault: TlsFault])[] = [
  [/PEER_DID_NOT_RETURN_A_CERTIFICATE|peer sent no certificates/, GAVE_NONE],
  [/ALERT_CERTIFICATE_REQUIRED|alert: CertificateRequired/, ASKS_FOR_ONE],
  [/ALERT_(\w*CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)|alert: (\w*Certificate|UnknownCA|AccessDenied)/, REFUSED],
  [/CERT_HAS_EXPIRED|peer certificate: (certificate expired|Expired)/, EXPIRED],
  [/CERT_NOT_YET_VALID|peer certificate: (certificate not valid yet|NotValidYet)/, NOT_YET_VALID],
  [/ALTNAME_INVALID|HOSTNAME_MISMATCH|peer certificate: (certificate not valid for|NotValidFor)/, OTHER_NAME],
  [/^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|CRL_)|^INVALID_(CA|PURPOSE)|^PATH_LENGTH/, UNTRUSTED],
  [/invalid peer certificate/, UNTRUSTED],
  [/WRONG_VERSION_NUMBER|HTTP_REQUEST|received corrupt message/, NOT_TLS],
  [/without sending TLS close_notify/, CUT],
];
const BROKEN = /^(ERR_SSL_|EPROTO)|fatal alert|peer is incompatible|peer misbehaved/;

/** The fault of TLS in an error of the runtime, and what the runtime says; undefined if it is not a fault of TLS. */
export function tlsFault(cause: unknown, action: TransportAction): [TlsFault, said: string] | undefined {
  if (typeof cause !== "object" || cause === null) return undefined;
  const { code, message } = cause as { code?: unknown; message?: unknown };
  const name = typeof code === "string" ? code : "";
  const words = `${name} ${message}`.trimStart();
  const known = KNOWN.find(([pattern]) => pattern.test(words))?.[1];
  if (known === undefined && (action === "talk" || !BROKEN.test(words))) return undefined;
  const telling = name !== "" && name !== "EPROTO" && known !== OTHER_NAME;
  return [known ?? NO_AGREEMENT, telling ? name : firstLine(String(message))];
}

function firstLine(message: string): string {
  return message.replace(/: https?:.*|\r?\n[^]*/, "").replace(/[\s.]+$/, "");
}
