import { requireInteger } from "../core/base/mod.ts";
import { TransportError } from "../core/network/mod.ts";
import type { TcpOptions } from "./options.ts";

/**
 * Options of {@linkcode createTls} and of the adapters `nodeTls`, `denoTls` and `bunTls`.
 *
 * TLS 1.2 is the oldest version that is spoken. The peer's certificate is always verified: its dates, who signed it,
 * and, where this side dials, the name in it. Nothing here switches that off.
 *
 * @example A host that trusts the fab's own authority
 * ```ts ignore
 * import { createTls, type TlsOptions } from "@secs/hsms";
 *
 * const options: TlsOptions = { ca: await Deno.readTextFile("fab-ca.pem") };
 * const network = createTls(options);
 * ```
 */
export interface TlsOptions extends TcpOptions {
  /**
   * This side's certificate, in PEM, and behind it those of the authorities between it and the root. A side that
   * listens needs it; one that dials shows it to a peer that asks.
   */
  certificate?: string;
  /** The private key of `certificate`, in PEM and not encrypted. */
  key?: string;
  /**
   * Certificates of the authorities that are trusted, in PEM, one or more to a string. Node and Bun trust these alone,
   * Deno these besides its own. @default {the authorities that the runtime trusts}
   */
  ca?: string | readonly string[];
  /** The name that the peer's certificate must be for. @default {the name or address that is dialled} */
  serverName?: string;
  /** Lets only clients in whose certificate an authority in `ca` has signed. @default {false} */
  requireClientCertificate?: boolean;
  /** How long a handshake may take, in ms; a client that connects and says nothing is let go then. @default {10000} */
  handshakeTimeout?: number;
  /** So many handshakes may be under way at one listener at once; who comes then is cut off. @default {256} */
  maxHandshakes?: number;
}

/** The same, looked through. */
export interface TlsSettings extends TlsOptions {
  /** One certificate or more to a string. */
  readonly authorities: readonly string[] | undefined;
  /** This side's certificate and its key; undefined if it has none. */
  readonly identity: { readonly cert: string; readonly key: string } | undefined;
  readonly handshakeTimeout: number;
  readonly maxHandshakes: number;
}

const CERTIFICATE = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/;
const KEY = /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/;
const LOCKED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/** Looks the options through; TypeError and RangeError for a wrong one, which name it and never quote it. */
export function readTls(options: TlsOptions): TlsSettings {
  const { certificate, key, ca, requireClientCertificate = false } = options;
  const authorities = ca === undefined ? undefined : [ca].flat();
  for (const pem of authorities ?? []) requirePem("ca", pem, CERTIFICATE, "a certificate");
  if (authorities?.length === 0) throw new TypeError("ca must hold a certificate, or be left out");
  if ((certificate === undefined) !== (key === undefined)) {
    throw new TypeError("certificate and key go together: give both or none");
  }
  if (requireClientCertificate && authorities === undefined) {
    throw new TypeError("requireClientCertificate needs ca: whose clients may come in?");
  }
  return {
    ...options,
    authorities,
    identity: certificate === undefined ? undefined : readIdentity(certificate, key!),
    handshakeTimeout: requireInteger("handshakeTimeout", options.handshakeTimeout ?? 10_000, 1, 2 ** 31 - 1),
    maxHandshakes: requireInteger("maxHandshakes", options.maxHandshakes ?? 256, 1, 2 ** 31 - 1),
  };
}

/** The certificate and the key that listening takes; throws a TransportError where there is none. */
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
