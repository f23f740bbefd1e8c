import type { World } from "../../playground/mod.ts";
import type { PlayState } from "./play_state.ts";

/** Something to see: what it is, and what is done for it. */
interface Lesson {
  readonly title: string;
  readonly text: string;
  run(world: World, play: PlayState): void;
}

/** A lesson in which the host does something. */
function hostDoes(what: string, action: (world: World) => unknown): Lesson["run"] {
  return (world) => void world.act(what, () => action(world));
}

/** HSMS and GEM explained by doing, from the simple to the rare. */
export const LESSONS: readonly Lesson[] = [
  {
    title: "A question and its answer",
    text:
      "A primary message has an odd function, and W if it wants a reply. The reply has the next function and the " +
      "same system bytes: that is how the two belong together. Choose the arrows to see it in their bytes.",
    run: hostDoes("S1F1", ({ host }) => host.areYouThere()),
  },
  {
    title: "Connect, select, communicate",
    text:
      "First comes TCP, then Select.req and Select.rsp: from then on the session is SELECTED and data may flow. " +
      "GEM adds S1F13 and S1F14. The three ribbons show each step. The line is cut now; after T5, 10 seconds, the " +
      "host connects again.",
    run: ({ line }) => line.cut(),
  },
  {
    title: "T3: the reply does not come",
    text:
      "The tool answers, but its reply gets lost. The host waits for T3, 45 seconds, and gives the request up. " +
      "The connection stays: T3 is about one transaction. The bar beside the host grows until then.",
    run: (world, play) => {
      world.line.losesTo = "host";
      hostDoes("S1F1", ({ host }) => host.areYouThere())(world, play);
      void play.advance(world, 46_000);
    },
  },
  {
    title: "T6: nobody answers a Linktest",
    text:
      "Linktest.req asks whether the other side is there. Now all that goes to the tool is lost. When T6, 5 " +
      "seconds, is over, the side that asked takes the connection for dead and closes it.",
    run: (world, play) => {
      world.line.ways.toTool = "loses";
      void play.advance(world, 38_000).then(() => {
        world.line.ways.toTool = "passes";
      });
    },
  },
  {
    title: "T7: connected, and never selected",
    text:
      "Somebody opens a TCP connection and says nothing: a port scanner, or a host that hangs. The tool waits for " +
      "T7, 10 seconds, and closes the connection, so that the port is free for the true host.",
    run: (world, play) => {
      void world.act("Silent client", () => world.connectSilently());
      void play.advance(world, 12_000);
    },
  },
  {
    title: "T8: a frame that stops",
    text:
      "The length field says how many bytes come. After 9 bytes of the next reply the line stops. The host waits " +
      "for T8, 5 seconds between two bytes, and closes: it cannot know any more where a frame begins.",
    run: (world, play) => {
      world.line.stopsTo = "host";
      hostDoes("S1F1", ({ host }) => host.areYouThere())(world, play);
      void play.advance(world, 6000);
    },
  },
  {
    title: "Events: a lot from start to end",
    text:
      "The host defines reports (S2F33), links them to events (S2F35) and enables these (S2F37). Then it selects a " +
      "recipe and starts a lot. The tool tells by S6F11 what happens; the tab Values plots what comes with it.",
    run: (world, play) => {
      void world.act("A lot", async () => {
        await world.setUp();
        await world.host.sendRemoteCommand("PP-SELECT", { PPID: "OXIDE" });
        await new Promise<void>((resolve) => world.clock.schedule(resolve, 4000));
        await world.host.sendRemoteCommand("START", { LotId: "LOT-7" });
      });
      void play.advance(world, 25_000);
    },
  },
  {
    title: "Alarms",
    text:
      "The door opens: the tool sends S5F1 with the bit that says set, and S5F1 again once it is closed. The host " +
      "gets only the alarms that it has enabled.",
    run: (world, play) => {
      void world.act("Alarms", () => world.setUp());
      void play.advance(world, 1000).then(() => {
        world.equipment.set("DoorClosed", false);
        return play.advance(world, 4000);
      }).then(() => {
        world.equipment.set("DoorClosed", true);
        return play.advance(world, 2000);
      });
    },
  },
  {
    title: "Who controls: LOCAL and REMOTE",
    text:
      "In LOCAL the operator has the tool: START of the host is refused with HCACK 2. In REMOTE the host may " +
      "start. Off-line the tool answers with function 0. The ribbon Control shows it.",
    run: (world, play) => {
      world.tool.controlSwitchOnlineLocal();
      hostDoes("START", ({ host }) => host.sendRemoteCommand("START", { LotId: "LOT-8" }))(world, play);
      void play.advance(world, 2000).then(() => world.tool.controlSwitchOnlineRemote());
    },
  },
];
