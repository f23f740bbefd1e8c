// Whether a connection grows with what it has carried.

import { streamFunction } from "@secs/hsms";
import { type Sample, settle, total } from "./gauge.ts";
import { dialHosts } from "./hsms.ts";
import type { Peer } from "./orders.ts";
import { slopeOf } from "./slope.ts";
import type { Grown } from "./table.ts";

const BATCHES = 4;
const WINDOW = 64;

/** Asks and answers, in batches of `batch`. */
export async function measureGrowth(peer: Peer, batch: number): Promise<Omit<Grown, "name">> {
  const port = await peer.order({ what: "listen", kind: "hsms", seats: 1 });
  const [host] = await dialHosts(port, 1);
  // The first requests make the runtime compile, which takes memory once.
  await ask(2 * batch);
  const samples: Sample[] = [];
  for (let i = 0; i < BATCHES; i++) {
    await ask(batch);
    samples.push(await settle());
  }
  return { batch, samples, slope: slopeOf(samples.map(total)) / batch * 1000 };

  async function ask(count: number): Promise<void> {
    let left = count;
    const one = async (): Promise<void> => {
      while (left-- > 0) await host!.sendAndWaitForResponse(streamFunction(1, 1));
    };
    await Promise.all(Array.from({ length: WINDOW }, one));
  }
}
