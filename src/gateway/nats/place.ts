import type { GatewayReply } from "../commands.ts";
import type { FabNats, FabNatsCredentials } from "../config/fab_file.ts";
import { LeaseOwner } from "../lease/mod.ts";
import type { CommandAnswerer, GatewayPlace, PlaceOptions } from "../place.ts";
import { loadNats } from "./client.ts";
import { type NatsCommand, NatsCommands } from "./commands.ts";
import type { NatsCredentials } from "./credentials.ts";
import { NatsLeaseStore } from "./lease_store.ts";
import { NatsLink } from "./link.ts";
import { Neighbours } from "./neighbours.ts";
import { requestOf } from "./request_of.ts";
import { NatsSink } from "./sink.ts";

/**
 * NATS as the place of a gateway: messages into JetStream, leases in its key-value store, commands by request and reply. Nothing is
 * connected before `start`. Rejects with a `PeerMissingError` when a package is not installed: it says what to install.
 */
export async function openNats(nats: FabNats, options: PlaceOptions): Promise<GatewayPlace> {
  const { site, name, clock, tell } = options;
  const { servers, credentials, tls, stream, replicas, duplicates, keep, lease } = nats;
  const link = new NatsLink(await loadNats(), {
    servers,
    name,
    clock,
    ...credentials !== undefined && { credentials: credentials as NatsCredentials & FabNatsCredentials },
    ...tls !== undefined && { tls },
  });
  const sink = new NatsSink(link, {
    site,
    ...stream !== undefined && { stream },
    ...replicas !== undefined && { replicas },
    ...duplicates !== undefined && { duplicates },
    ...keep !== undefined && { keep },
    ackTimeout: ackTimeoutOf(lease),
  });
  const store = lease === 0 ? undefined : new NatsLeaseStore(link, {
    bucket: `${site}-leases`,
    ...replicas !== undefined && { replicas },
  });
  let commands: NatsCommands | undefined;
  let neighbours: Neighbours | undefined;
  return {
    sink,
    ...store !== undefined && {
      owner: new LeaseOwner({ name, store, clock, ...lease !== undefined && { lease } }),
    },
    others: () => neighbours?.others ?? [],
    start: (gateway) => {
      let isTold = false;
      neighbours = new Neighbours(link, clock, site, () => gateway.summary, () => {
        if (isTold) return;
        isTold = true;
        tell(
          `another gateway of ${site} is called ${name} too: one of them waits; give each a --name of its own`,
        );
      });
      commands = new NatsCommands(link, {
        site,
        answer: (command) => answer(gateway, command),
        onError: (error, { subject }) =>
          tell(`${subject} got no reply: ${error instanceof Error ? error.message : error}`),
      });
      link.start();
    },
    close: async () => {
      neighbours?.close();
      await commands?.close();
      await link.close();
    },
  };
}

/**
 * A message without an acknowledgement goes into the journal, and the tool gets its answer, before the lease ends: otherwise the next
 * gateway would get it once more, and nobody could say whether it is the same one.
 */
function ackTimeoutOf(lease = 10_000): number {
  return lease === 0 ? 3_000 : Math.min(3_000, lease * 0.3);
}

async function answer(gateway: CommandAnswerer, command: NatsCommand): Promise<Uint8Array | undefined> {
  if (!gateway.serves(command.area, command.tool)) return undefined;
  let reply: GatewayReply;
  try {
    const { request, by } = requestOf(command);
    reply = await gateway.answer(request, by);
  } catch (error) {
    const message = `The request is not right: ${error instanceof Error ? error.message : error}`;
    reply = { ok: false, error: { code: "bad-request", message } };
  }
  return new TextEncoder().encode(JSON.stringify(reply));
}
