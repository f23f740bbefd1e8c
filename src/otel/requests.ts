import type { HsmsHandler, HsmsPacket, HsmsRequestOptions, HsmsSession } from "../core/mod.ts";
import type { OtelApi, OtelHistogram, OtelSpan, OtelTracer } from "./api.ts";
import { attributesOf, errorTypeOf, messageOf } from "./attributes.ts";

/**
 * Makes a span of each request of ours, from the call to its reply, as a child of what is active at the call; returns what
 * ends that. The method of this one session is replaced, as only the call knows what is active.
 */
export function traceRequests(
  handler: HsmsHandler,
  session: HsmsSession,
  { SpanKind, SpanStatusCode }: OtelApi,
  tracer: OtelTracer,
  durations: OtelHistogram,
): () => void {
  const send = session.sendAndWaitForResponse;
  const traced = (packet: HsmsPacket, options?: HsmsRequestOptions): Promise<HsmsPacket> => {
    const message = messageOf(packet);
    const attributes = attributesOf(handler, packet);
    return tracer.startActiveSpan(message, { kind: SpanKind.CLIENT, attributes }, (span) => {
      const begin = performance.now();
      const reply = send.call(session, packet, options);
      const end = (outcome: Readonly<Record<string, string>>): void => {
        span.end();
        durations.record((performance.now() - begin) / 1000, {
          "hsms.peer": handler.name,
          "secs.message": message,
          ...outcome,
        });
      };
      // The caller gets the promise as it is: whoever does not look at it is not told of a rejection twice.
      reply.then((answer) => {
        setReply(span, answer);
        end({});
      }, (error) => {
        const type = errorTypeOf(error);
        span.setAttribute("error.type", type);
        span.setStatus({ code: SpanStatusCode.ERROR, message: String(error?.message ?? error) });
        end({ "error.type": type });
      });
      return reply;
    });
  };
  session.sendAndWaitForResponse = traced;
  return () => {
    if (session.sendAndWaitForResponse === traced) Reflect.deleteProperty(session, "sendAndWaitForResponse");
  };
}

/** Says what the reply was. */
export function setReply(span: OtelSpan, packet: HsmsPacket): void {
  span.setAttribute("secs.reply", messageOf(packet));
  span.setAttribute("hsms.reply.bytes", packet.length);
}
