import { test } from "node:test";
import { assert, assertEquals, assertStrictEquals, assertStringIncludes } from "@std/assert";
import {
  toHandshakeError,
  toTransportError,
  type TransportAction,
  type TransportErrorCode,
} from "../../../src/core/network/mod.ts";

const PEER = { address: "10.0.0.7", port: 5000 };

/** What the runtimes said when each thing went wrong: code, message, and who we were. */
const SAID: readonly (readonly [TransportErrorCode, string | undefined, string, TransportAction])[] = [
  ["certificate-expired", "CERT_HAS_EXPIRED", "certificate has expired", "connect"],
  [
    "certificate-expired",
    undefined,
    "invalid peer certificate: certificate expired: verification time 1795383223 (UNIX)",
    "connect",
  ],
  ["certificate-not-yet-valid", "CERT_NOT_YET_VALID", "certificate is not yet valid", "connect"],
  [
    "certificate-not-yet-valid",
    undefined,
    "invalid peer certificate: certificate not valid yet: verification time 1795383223 (UNIX)",
    "connect",
  ],
  [
    "certificate-untrusted",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "unable to verify the first certificate",
    "accept",
  ],
  ["certificate-untrusted", "DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate", "connect"],
  [
    "certificate-untrusted",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "self-signed certificate in certificate chain",
    "connect",
  ],
  ["certificate-untrusted", "INVALID_PURPOSE", "unsupported certificate purpose", "accept"],
  ["certificate-untrusted", undefined, "invalid peer certificate: UnknownIssuer", "connect"],
  [
    "certificate-name",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "Hostname/IP does not match certificate's altnames",
    "connect",
  ],
  [
    "certificate-name",
    undefined,
    'invalid peer certificate: certificate not valid for name "localhost"',
    "connect",
  ],
  ["certificate-required", "ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE", "80:error:0A0000C7", "accept"],
  [
    "certificate-required",
    "EPROTO",
    "error:100000c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE",
    "accept",
  ],
  ["certificate-required", "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "80:error:0A00045C", "talk"],
  ["certificate-required", undefined, "received fatal alert: CertificateRequired", "talk"],
  [
    "certificate-required",
    "EPROTO",
    "error:1000045c:SSL routines:OPENSSL_internal:TLSV1_ALERT_CERTIFICATE_REQUIRED",
    "talk",
  ],
  ["certificate-refused", "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", "80:error:0A000418", "accept"],
  ["certificate-refused", "ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE", "80:error:0A000412", "talk"],
  ["certificate-refused", undefined, "received fatal alert: CertificateExpired", "talk"],
  ["certificate-refused", undefined, "received fatal alert: UnknownCA", "accept"],
  ["not-tls", "ERR_SSL_WRONG_VERSION_NUMBER", "80:error:0A00010B", "connect"],
  ["not-tls", "EPROTO", "error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER", "accept"],
  ["not-tls", undefined, "received corrupt message of type InvalidContentType", "accept"],
  ["handshake-failed", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "80:error:0A00042E", "connect"],
  ["handshake-failed", undefined, "received fatal alert: ProtocolVersion", "connect"],
  ["handshake-failed", undefined, "peer is incompatible: SignatureAlgorithmsExtensionRequired", "accept"],
  ["reset", undefined, "peer closed connection without sending TLS close_notify: https://docs.rs/x", "talk"],
];

test("toTransportError() knows what each runtime says when TLS fails", () => {
  for (const [code, name, message, action] of SAID) {
    const cause = Object.assign(new Error(message), name && { code: name });
    const error = toTransportError(cause, action, PEER);
    assertEquals(error.code, code, message);
    assertStrictEquals(error.cause, cause);
    assertStringIncludes(error.message, "10.0.0.7:5000: ");
    assert(error.message.endsWith("."), error.message);
    assert(!/[\r\n]|https?:/.test(error.message), error.message);
  }
});

test("the sentence for a wrong name has both names, because they are what to compare", () => {
  const message =
    "Hostname/IP does not match certificate's altnames: Host: localhost. is not in the cert's " +
    "altnames: DNS:tool-7.example";
  const cause = Object.assign(new Error(message), { code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  const error = toTransportError(cause, "connect", PEER);
  assertStringIncludes(error.message, "localhost");
  assertStringIncludes(error.message, "tool-7.example");
});

test("toHandshakeError() takes an end of the connection for a failed handshake", () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  const end = Object.assign(new Error("unexpected end of file"), { name: "UnexpectedEof" });
  for (const cause of [reset, end]) {
    const error = toHandshakeError(cause, "connect", PEER);
    assertEquals(error.code, "handshake-failed");
    assertStringIncludes(error.message, "closed the connection during the TLS handshake");
  }
  const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  assertEquals(toHandshakeError(refused, "connect", PEER).code, "refused");
});

test("on an open connection an unknown fault of TLS is not called a failed handshake", () => {
  const cause = Object.assign(new Error("bad record mac"), { code: "ERR_SSL_DECRYPTION_FAILED" });
  assertEquals(toTransportError(cause, "talk", PEER).code, "failed");
});
