// deno-lint-ignore-file no-console
// A consumer of the messages of a site: prints each message of the stream as a line of JSON, with its number and when it came; goes on
// after the server was away. Arguments: the address of the server, and the stream.

import { systemClock } from "@secs/hsms";
import { loadNats, NatsLink } from "../../src/gateway/nats/mod.ts";

interface Direct {
  readonly streams: {
    getMessage(
      stream: string,
      query: { readonly seq: number },
    ): Promise<{ subject: string; seq: number; data: Uint8Array; header: { get(name: string): string } }>;
    info(stream: string): Promise<{ readonly state: { readonly last_seq: number } }>;
  };
}

const [server, stream] = Deno.args;
const link = new NatsLink(await loadNats(), {
  servers: [server!],
  name: "consumer",
  clock: systemClock,
  retry: 100,
});
link.start();
console.log(JSON.stringify({ ready: true }));
for (let next = 1;;) {
  try {
    const { connection } = link;
    if (connection === undefined) throw new Error("away");
    const { streams } = await link.clients.jetstreamManager(connection) as unknown as Direct;
    const { state: { last_seq: last } } = await streams.info(stream!);
    while (next <= last) {
      const some = Array.from({ length: Math.min(64, last - next + 1) }, (_, at) => next + at);
      const found = await Promise.all(some.map((seq) => streams.getMessage(stream!, { seq })));
      const came = Date.now();
      for (const { seq, subject, header, data } of found) {
        const body = JSON.parse(new TextDecoder().decode(data));
        console.log(JSON.stringify({ seq, subject, id: header.get("Nats-Msg-Id"), came, body }));
      }
      next += found.length;
    }
  } catch {
    // The server is away, or has no stream yet.
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
}
