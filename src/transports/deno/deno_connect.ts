import type { Endpoint } from "../../core/network/mod.ts";
import { denoApi, type DenoConn } from "./deno_api.ts";

/**
 * Connects; rejects with the runtime's error, or with the signal's reason, and leaves no socket open then.
 *
 * Deno loses a connection that comes up just before its signal is aborted: behind the success it asks the signal once
 * more, throws, and the socket stays open for ever. The signal that it gets here does not answer that question.
 */
export async function connect(
  { address, port }: Endpoint,
  signal: AbortSignal | undefined,
): Promise<DenoConn> {
  if (signal === undefined) return await denoApi().connect({ hostname: address, port });
  signal.throwIfAborted();
  const control = new AbortController();
  const giveUp = (): void => control.abort(signal.reason);
  control.signal.throwIfAborted = () => {};
  signal.addEventListener("abort", giveUp);
  try {
    const conn = await denoApi().connect({ hostname: address, port, signal: control.signal });
    if (!signal.aborted) return conn;
    conn.close();
    throw signal.reason;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
