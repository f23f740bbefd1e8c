import { requireInteger } from "../core/base/mod.ts";
import { TransportError } from "../core/network/mod.ts";
import type { TcpOptions } from "./options.ts";

/**
 * Options of {@linkcode createTls} and of the adapters `nodeTls`, `denoTls` and `bunTls`.
 *
 * TLS 1.2 is the oldest version in use. The peer's certificate is always verified: its dates, its signature and, if this
 * side dials, its name. No option switches that off.
 *
 * @example A host that trusts the authority of its fab
 * ```ts ignore
 * import { createTls, type TlsOptions } from "@secs/hsms";
 *
 * const options: TlsOptions = { ca: await Deno.readTextFile("fab-ca.pem") };
 * const network = createTls(options);
 * ```
 */
export interface TlsOptions extends TcpOptions {
  /**
   * This side's certificate in PEM, followed by those of the authorities between it and the root. `listen` needs it; `dial`
   * sends it to a peer that asks for one.
   */
  certificate?: string;
  /** The private key of `certificate`, in PEM and not encrypted. */
  key?: string;
  /**
   * Certificates of the trusted authorities in PEM, one or more in a string. Node and Bun trust only these, Deno these and
   * its own. @default {the authorities that the runtime trusts}
   */
  ca?: string | readonly string[];
  /** The name that the peer's certificate must be for. @default {the name or address that is dialled} */
  serverName?: string;
  /** Accepts only clients with a certificate that an authority in `ca` has signed. @default {false} */
  requireClientCertificate?: boolean;
  /** Maximum time of a handshake, in ms; a client that connects and sends nothing is cut off after it. @default {10000} */
  handshakeTimeout?: number;
  /** Maximum number of handshakes under way at a listener; more clients are cut off, or wait on Deno. @default {256} */
  maxHandshakes?: number;
}

/** {@linkcode TlsOptions} after the checks. */
export interface TlsSettings extends TlsOptions {
  /** Each string has one certificate or more. */
  readonly authorities: readonly string[] | undefined;
  /** This side's certificate and its key; undefined if it has none. */
  readonly identity: { readonly cert: string; readonly key: string } | undefined;
  readonly handshakeTimeout: number;
  readonly maxHandshakes: number;
}

const CERTIFICATE = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/;
const KEY = /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/;
const LOCKED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/**
 * Checks the options. An error names the option, and never holds its text.
 *
 * @throws {TypeError} When an option has the wrong type, or another option is missing that it needs.
 * @throws {RangeError} When a number is out of range.
 */
export function readTls(options: TlsOptions): TlsSettings {
  const { certificate, key, ca, requireClientCertificate = false } = options;
  const authorities = ca === undefined ? undefined : [ca].flat();
  for (const pem of authorities ?? []) requirePem("ca", pem, CERTIFICATE, "a certificate");
  if (authorities?.length === 0) throw new TypeError("ca must hold a certificate, or be left out");
  if ((certificate === undefined) !== (key === undefined)) {
    throw new TypeError("certificate and key go together: give both or none");
  }
  if (requireClientCertificate && authorities === undefined) {
    throw new TypeError(
      "requireClientCertificate needs ca: the authority that signs the certificates of the clients",
    );
  }
  return {
    ...options,
    authorities,
    identity: certificate === undefined ? undefined : readIdentity(certificate, key!),
    handshakeTimeout: requireInteger("handshakeTimeout", options.handshakeTimeout ?? 10_000, 1, 2 ** 31 - 1),
    maxHandshakes: requireInteger("maxHandshakes", options.maxHandshakes ?? 256, 1, 2 ** 31 - 1),
  };
}

/**
 * The certificate and the key for `listen`.
 *
 * @throws {TransportError} When there is none.
 */
export function listeningIdentity(settings: TlsSettings): { readonly cert: string; readonly key: string } {
  if (settings.identity !== undefined) return settings.identity;
  throw new TransportError("failed", "Cannot listen over TLS without the options certificate and key");
}

function readIdentity(cert: string, key: string): { cert: string; key: string } {
  requirePem("certificate", cert, CERTIFICATE, "a certificate");
  if (typeof key === "string" && LOCKED.test(key)) {
    throw new TypeError("key is encrypted: decrypt it with `openssl pkey`, and guard the file instead");
  }
  requirePem("key", key, KEY, "a private key");
  return { cert, key };
}

function requirePem(option: string, text: unknown, pattern: RegExp, what: string): void {
  if (typeof text === "string" && pattern.test(text)) return;
  throw new TypeError(`${option} must be the text of ${what} in PEM, not a path or DER`);
}
