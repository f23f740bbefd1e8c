import { assertEquals } from "@std/assert";
import type { Machine, Station, TestNetwork } from "./network.ts";
import {
  BACK,
  comesBack,
  connect,
  counted,
  HOST,
  isLost,
  MARGIN,
  type Scenario,
  startHost,
  startTool,
  TIMEOUTS,
  TOOL,
  works,
} from "./scenario.ts";
import type { StationSetup } from "./station.ts";

const NOTHING = { sends: false, hears: false };

/** Longer than a machine takes to boot, and to try again after that: the tool misses its end. */
const PATIENT = { ...TIMEOUTS, linktest: 5_000 };

/** What happens to the machines at the ends of the cable. */
export const MACHINE_SCENARIOS: readonly Scenario[] = [
  {
    name: "another machine takes the tool's address",
    async run(network) {
      const { host, tool } = await connect(network);
      let other: Machine | undefined;
      const noticed = host.next("failed refused"); // nothing listens at the other machine
      await isLost(network, { host, tool }, async () => {
        other = await network.plug(TOOL);
      });
      await noticed;
      await comesBack(network, { host, tool }, async () => {
        await network.unplug(other!);
        await network.announce(tool.machine);
      });
      await works({ host, tool });
    },
  },
  {
    name: "the tool reboots, and no end of it is heard",
    async run(network) {
      const { host, tool } = await connect(network);
      let again: Station | undefined;
      await network.after(async () => {
        const machine = await reboot(network, tool, TOOL);
        again = await startTool(network, machine);
        await again.log.saw("selected");
      }, {
        // The new system knows nothing of the old connection: its answer to a linktest is RST.
        "host sees the end": [host.next("closed"), TIMEOUTS.linktest + TIMEOUTS.t6 + MARGIN],
        "host selected again": [host.next("selected"), TIMEOUTS.linktest + TIMEOUTS.t6 + BACK],
      });
      await works({ host, tool: again! });
      const { reconnects, lastClose } = await counted(host);
      assertEquals({ reconnects, lastClose }, { reconnects: 1, lastClose: "reset" });
    },
  },
  leftover("its port is closed", {}, "failed refused"),
  leftover("its server says so", { server: "select-rsp" }, "closed select-refused"),
  leftover("its server hangs up", { server: "close" }, "closed closed-by-peer"),
];

/** The tool still has a connection of which the host knows nothing: what becomes of the new one. */
function leftover(name: string, options: Partial<StationSetup>, refusal: string): Scenario {
  return {
    name: `the host reboots, the tool misses it: ${name}`,
    async run(network) {
      const { host, tool } = await connect(network, PATIENT, options);
      let again: Station | undefined;
      const ended = tool.next("closed");
      const back = tool.next("selected");
      await network.after(async () => {
        again = await startHost(network, await reboot(network, host, HOST));
        await again.log.saw(refusal);
        assertEquals(tool.log.count("closed"), 0, "the tool's connection is not disturbed");
        await again.log.saw("selected");
      }, {
        // The linktest that finds it out may have to wait for one more attempt to be refused.
        "tool sees the end": [ended, PATIENT.linktest + PATIENT.t6 + MARGIN],
        "tool selected again": [back, PATIENT.linktest + PATIENT.t6 + BACK],
      });
      await works({ host: again!, tool });
      assertEquals((await counted(tool)).lastClose, "reset");
    },
  };
}

/** The machine of a station goes without a word, and comes up again as one that remembers nothing. */
async function reboot(network: TestNetwork, station: Station, address: string): Promise<Machine> {
  await network.set(station.machine, NOTHING);
  await station.kill();
  await network.unplug(station.machine);
  return await network.plug(address);
}
