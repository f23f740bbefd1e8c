import { type Machine, TestNetwork } from "../netns/network.ts";
import type { Programs } from "./programs.ts";
import type { Cuts } from "./scenarios.ts";
import { type Place, Site } from "./site.ts";

/** What a site of the proofs is. */
export interface ProofSite {
  readonly site: Site;
  readonly cuts: Cuts | undefined;
  /** Ends everything. */
  end(): Promise<void>;
}

const GATEWAYS = 3;

/** A site with three gateways: each program on a machine of its own if the cables between them can be cut, or all on loopback. */
export async function openSite(
  { tools, lease, folder, hasCuts, programs, ids }: {
    readonly tools: number;
    readonly lease: number;
    readonly folder: string;
    readonly hasCuts: boolean;
    readonly programs: Programs;
    readonly ids: string;
  },
): Promise<ProofSite> {
  const common = {
    tools,
    lease,
    folder,
    programs,
    ids,
    gateways: GATEWAYS,
    model: "tests/fab/counter.json",
    want: { events: { Counted: ["Number"] }, spooled: [6] },
  };
  if (!hasCuts) {
    const here = { address: "127.0.0.1", inside: [] };
    const firstPort = 21_000 + Math.floor(Math.random() * 6_000);
    const site = new Site({
      ...common,
      broker: here,
      floor: here,
      gatewayPlaces: Array.from({ length: GATEWAYS }, () => here),
      firstPort,
      brokerPort: firstPort - 1,
    });
    return { site, cuts: undefined, end: () => site.end() };
  }
  const network = await TestNetwork.begin({ name: "none", command: ["true"] });
  const place = async (
    address: string,
  ): Promise<Place & { readonly machine: number; readonly namespace: string }> => {
    const machine = await network.plug(address);
    return { ...machine, address, inside: ["nsenter", `--net=${machine.namespace}`] };
  };
  const broker = await place("10.77.0.1");
  const floor = await place("10.77.0.2");
  const gatewayPlaces: (Place & Machine)[] = [];
  for (let at = 0; at < GATEWAYS; at++) gatewayPlaces.push(await place(`10.77.0.${11 + at}`));
  const site = new Site({ ...common, broker, floor, gatewayPlaces, firstPort: 5001, brokerPort: 4222 });
  return {
    site,
    cuts: {
      broker: (gateway, passes) => network.between(gatewayPlaces[gateway]!, broker, passes),
      tools: (gateway, passes) => network.between(gatewayPlaces[gateway]!, floor, passes),
    },
    end: async () => {
      await site.end();
      await network.end();
    },
  };
}
