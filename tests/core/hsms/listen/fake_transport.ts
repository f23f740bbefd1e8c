import type { Transport, TransportHandler } from "@secs/hsms";
import { Incoming } from "../../../../src/core/hsms/listen/incoming.ts";
import { toHex } from "../../../support/hex.ts";

/** A transport that writes down what is done with it; its peer's side is in the hands of the test. */
export class FakeTransport implements Transport {
  readonly local = { address: "10.0.0.7", port: 5000 };
  readonly remote: { address: string; port: number };
  /** `start`, `write HEX`, `pause`, `resume`, `close`, `abort`, `gone`. */
  readonly lines: string[] = [];
  #handler: TransportHandler | undefined;

  constructor(address = "10.0.0.1") {
    this.remote = { address, port: 49152 };
  }

  /** It as one that came in at a port; `gone` in its lines says that it is counted out. */
  get incoming(): Incoming {
    return new Incoming(this, () => this.lines.push("gone"));
  }

  /** Bytes come from the peer. */
  receive(bytes: Uint8Array): void {
    this.#handler!.onData(bytes);
  }

  /** The connection has ended. */
  end(): void {
    this.#handler!.onClose();
  }

  start(handler: TransportHandler): void {
    this.#handler = handler;
    this.lines.push("start");
  }

  write(bytes: Uint8Array): boolean {
    this.lines.push(`write ${toHex(bytes)}`);
    return true;
  }

  pause(): void {
    this.lines.push("pause");
  }

  resume(): void {
    this.lines.push("resume");
  }

  close(): void {
    this.lines.push("close");
  }

  abort(): void {
    this.lines.push("abort");
  }
}
