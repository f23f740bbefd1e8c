// The ten pictures of GEM: from the tables of the state models, and from a host and an etcher that ran.

import { ETCHER } from "../../src/cli/models/etcher.ts";
import { F4 } from "../../mod.ts";
import { Equipment, GemEquipmentHandler, GemHostHandler, readEquipment } from "../../src/gem/mod.ts";
import { gemDiagrams } from "../gem_diagrams.ts";
import { drawSequence } from "./sequence.ts";
import { drawStates } from "./states.ts";
import { Story } from "./story.ts";
import { arrow, box, line, svgFile, write } from "./svg.ts";

/** The pictures by their file names. */
export async function gemPictures(): Promise<Readonly<Record<string, string>>> {
  const states = gemDiagrams();
  const draw = (heading: string, name: string, title: string): string =>
    drawStates(states.get(heading)!, name, title);
  return {
    "gem-1-layers": layers(),
    "gem-2-hello": await hello(),
    "gem-3-communication": draw("Communication", "communication", "The communication states of a tool"),
    "gem-4-control": draw("Control", "control", "The control states of a tool"),
    "gem-5-variables": await variables(),
    "gem-6-reports": reports(),
    "gem-7-events": await events(),
    "gem-8-alarm": await alarm(),
    "gem-9-command": await command(),
    "gem-10-spool": await spool(),
  };
}

function layers(): string {
  const rows: readonly (readonly [name: string, says: string, example: string, tone: string])[] = [
    ["GEM, E30", "what a tool does, and when", "“a lot has started”: event LotStarted", "good"],
    [
      "SECS-II, E5",
      "which messages there are, and what is in them",
      "S6F11 <L [3] <U4 1> <U4 4001> <L …>>",
      "accent",
    ],
    ["HSMS, E37", "how a message goes over TCP", "00 00 00 2a 00 00 86 0b …", "waiting"],
    ["TCP", "bytes, in their order", "", ""],
  ];
  return svgFile(
    820,
    300,
    "GEM stands on SECS-II, SECS-II on HSMS, HSMS on TCP",
    rows.map(([name, says, example, tone], i) => {
      const y = 18 + i * 68;
      return box(24, y, 772, 56, tone) + write(44, y + 25, name, "strong") +
        write(44, y + 45, says, "small quiet") +
        write(776, y + 34, example, "mono quiet", "end");
    }).join("\n"),
  );
}

/** A host and an etcher on a line; what they say is recorded. */
async function pair() {
  const story = new Story();
  const { network, clock } = story;
  const tool = await Equipment.open(readEquipment(ETCHER));
  const equipment = new GemEquipmentHandler("*", 5000, false, 0, "host", {
    network,
    clock,
    equipment: tool,
    control: { onlineSubstate: "remote" },
    timeouts: { linktest: 0 },
  });
  const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "etcher", {
    network,
    clock,
    timeouts: { linktest: 0 },
  });
  story.hear("host", host.connection);
  story.hear("tool", equipment.connection);
  await equipment.enable();
  return { story, tool, equipment, host };
}

type Pair = Awaited<ReturnType<typeof pair>>;

/** The same, up to the point where they have said hello. */
async function talking(): Promise<Pair> {
  const both = await pair();
  await both.host.enable();
  await both.host.waitForCommunicating();
  await both.story.clock.advance(1);
  both.story.begin();
  return both;
}

async function drawn(title: string, { story, host, equipment }: Pair): Promise<string> {
  await story.clock.advance(1);
  const picture = drawSequence(title, story.rows, { host: "Host", tool: "Etcher" });
  await host.disable();
  await equipment.disable();
  return picture;
}

async function hello(): Promise<string> {
  const both = await pair();
  await both.host.enable();
  await both.host.waitForCommunicating();
  await both.story.clock.advance(1);
  both.story.note("host", "COMMUNICATING", "good");
  both.story.note("tool", "COMMUNICATING", "good");
  return await drawn("After Select both sides say hello: S1F13 and S1F14", both);
}

async function variables(): Promise<string> {
  const both = await talking();
  both.tool.set("ChamberPressure", 0.5);
  both.story.note("host", "which status variables are there?");
  await both.host.listSvs([1001, 1002]);
  both.story.note("host", "what are they now?");
  await both.host.requestSvs([1001, 1002]);
  both.story.note("host", "a constant is out of its range");
  await both.host.setEc({ id: 3001 }, F4(99)).catch(() => {});
  return await drawn("A host reads names and values of status variables", both);
}

function reports(): string {
  const [event, lot, pressure] = [
    ETCHER.events!["LotStarted"]!,
    ETCHER.dataVariables!["LotId"]!,
    ETCHER.statusVariables!["ChamberPressure"]!,
  ];
  return svgFile(
    820,
    250,
    "An event has reports, a report has variables",
    [
      box(24, 90, 200, 70, "good"),
      write(124, 120, "event LotStarted", "strong", "middle"),
      write(124, 143, `CEID ${event.id}`, "mono quiet", "middle"),
      box(310, 90, 200, 70, "accent"),
      write(410, 120, "report", "strong", "middle"),
      write(410, 143, "RPTID 1", "mono quiet", "middle"),
      box(596, 40, 200, 70),
      write(696, 70, "LotId", "strong", "middle"),
      write(696, 93, `VID ${lot.id}`, "mono quiet", "middle"),
      box(596, 140, 200, 70),
      write(696, 170, "ChamberPressure", "strong", "middle"),
      write(696, 193, `VID ${pressure.id}`, "mono quiet", "middle"),
      arrow(228, 125, 306, 125),
      write(267, 114, "S2F35", "mono quiet", "middle"),
      arrow(514, 115, 592, 80),
      arrow(514, 135, 592, 170),
      write(553, 130, "S2F33", "mono quiet", "middle"),
      line(124, 164, 124, 196, "dash"),
      write(124, 214, "enabled with S2F37", "small quiet", "middle"),
    ].join("\n"),
  );
}

async function events(): Promise<string> {
  const both = await talking();
  both.story.note("host", "what is wanted, once");
  await both.host.subscribeCollectionEvent(4001, [2001, 1001]);
  both.story.note("tool", "a lot starts");
  both.tool.trigger("LotStarted", { LotId: "A1" });
  return await drawn("A host defines a report, links it, enables the event, and gets it", both);
}

async function alarm(): Promise<string> {
  const both = await talking();
  await both.host.enableAlarm({ id: 5001 });
  both.story.note("tool", "the door opens", "bad");
  both.tool.alarm("DoorOpen").set();
  await both.story.clock.advance(8000);
  both.story.note("tool", "the door is closed", "good");
  both.tool.alarm("DoorOpen").clear();
  return await drawn("An alarm is enabled, set and cleared", both);
}

async function command(): Promise<string> {
  const both = await talking();
  both.tool.moveProcess("initialized");
  await both.host.subscribeCollectionEvent(4001, [2001]);
  both.story.begin();
  both.tool.onCommand("PP-SELECT", () => void both.tool.moveProcess("set up"));
  both.tool.onCommand("START", ({ LotId }) => both.tool.trigger("LotStarted", { LotId: String(LotId) }));
  const [select, start] = ["PP-SELECT", "START"] as const;
  await both.host.sendRemoteCommand(start, { LotId: "A1" }).catch(() => {});
  both.story.note("tool", "not now: no recipe is selected", "bad");
  await both.host.sendRemoteCommand(select, { PPID: "R1" });
  both.tool.moveProcess("set up");
  both.story.note("tool", "READY", "good");
  await both.host.sendRemoteCommand(start, { LotId: "A1" });
  return await drawn("A remote command is refused, then done; an event tells what came of it", both);
}

async function spool(): Promise<string> {
  const both = await talking();
  const { story, tool, host } = both;
  await tool.setConstant("EnableSpooling", true);
  await host.setSpooling([{ stream: 6, functions: [11] }]);
  await host.subscribeCollectionEvent(4001, [2001]);
  story.begin();
  story.note("host", "is switched off", "waiting");
  await host.disable();
  story.note("tool", "two lots start: both go into the spool", "waiting");
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.trigger("LotStarted", { LotId: "A2" });
  await story.clock.advance(60_000);
  story.note("host", "is back", "good");
  await host.enable();
  await host.waitForCommunicating();
  await story.clock.advance(1);
  story.note("host", "asks for what was kept");
  await host.requestSpool();
  await story.clock.advance(10);
  return await drawn("What happens while there is no host is kept, and sent when the host asks for it", both);
}
