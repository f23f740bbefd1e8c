import type { HsmsEvent, HsmsHandler, HsmsPacket } from "../core/mod.ts";
import type { OtelApi, OtelSpan, OtelTracer } from "./api.ts";
import { attributesOf, errorTypeOf, messageOf } from "./attributes.ts";
import { setReply } from "./requests.ts";

/** How many primaries are followed at a time: the oldest span is ended without a reply to make room. */
const MAX_OPEN = 1000;

/** Makes a span of each primary that expects a reply, from when it came in to when the reply is with the network. */
export class PrimarySpans {
  readonly #handler: HsmsHandler;
  readonly #api: OtelApi;
  readonly #tracer: OtelTracer;
  readonly #open = new Map<string, OtelSpan>();

  constructor(handler: HsmsHandler, api: OtelApi, tracer: OtelTracer) {
    this.#handler = handler;
    this.#api = api;
    this.#tracer = tracer;
  }

  /** Takes an event of the connection. */
  take(event: HsmsEvent): void {
    switch (event.type) {
      case "received":
        if (isRequest(event.packet)) this.#begin(event.packet);
        return;
      case "sent":
        if (!isRequest(event.packet)) this.#end(event.packet, (span) => setReply(span, event.packet));
        return;
      case "reply-lost":
        return this.#end(event.packet, (span) => this.#fail(span, event.error));
      case "closed":
        return this.#endAll(event.error);
    }
  }

  /** Ends what is open: nobody follows it any more. */
  stop(): void {
    for (const span of this.#open.values()) span.end();
    this.#open.clear();
  }

  #begin(packet: HsmsPacket): void {
    // A peer that uses system bytes twice will get no two replies.
    this.#end(packet, () => {});
    if (this.#open.size >= MAX_OPEN) this.#endOldest();
    const attributes = attributesOf(this.#handler, packet);
    // What is active while bytes come in has nothing to do with them.
    const options = { kind: this.#api.SpanKind.SERVER, root: true, attributes };
    this.#open.set(keyOf(packet), this.#tracer.startSpan(messageOf(packet), options));
  }

  #endOldest(): void {
    for (const [key, span] of this.#open) {
      this.#open.delete(key);
      return span.end();
    }
  }

  #end(packet: HsmsPacket, say: (span: OtelSpan) => void): void {
    const key = keyOf(packet);
    const span = this.#open.get(key);
    if (span === undefined) return;
    this.#open.delete(key);
    say(span);
    span.end();
  }

  #endAll(error: Error | undefined): void {
    for (const span of this.#open.values()) {
      this.#fail(span, error ?? new Error("the connection was closed before the reply"));
    }
    this.stop();
  }

  #fail(span: OtelSpan, error: Error): void {
    span.setAttribute("error.type", errorTypeOf(error));
    span.setStatus({ code: this.#api.SpanStatusCode.ERROR, message: error.message });
  }
}

/** Whether a frame is a primary that expects a reply. */
function isRequest({ header }: HsmsPacket): boolean {
  return !header.isControl && header.requireResponse;
}

function keyOf({ header: { sessionId, system } }: HsmsPacket): string {
  return `${sessionId} ${system}`;
}
