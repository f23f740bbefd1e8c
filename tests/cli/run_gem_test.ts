// The scenarios that ship: each passes against the simulated tool, and fails if the tool has a fault.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parse, stringify } from "yaml";
import { suiteIn } from "../../src/cli/run/read_scenario.ts";
import type { ScenarioFile } from "../../src/cli/run/scenario.ts";
import { ROOT } from "../architecture/root.ts";
import { play, toldFailure } from "./playing.ts";

const FOLDER = join(ROOT, "scenarios", "gem");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml")).sort();

/** What is wrong with the tool once its link is open, by the scenarios that find it. */
const FAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "alarms.yaml": {
    "An alarm is set and cleared": "no-reply S5F1",
    "An alarm that is not enabled does not come": "no-reply S5F1",
    "An alarm that is not there is refused": "no-reply S5F3",
  },
  "clock.yaml": {
    "The clock is read and set": "abort S2F17",
    "A time that is none is refused": "no-reply S2F31",
    "The tool tells its time with an event": "wrong-format S6F11",
  },
  "commands.yaml": {
    "A lot is started, paused, resumed and stopped": "no-reply S6F11",
    "Commands that do not fit the state are refused": "wrong-format S2F41",
    "Commands and parameters that are not there are refused": "abort S2F41",
  },
  "communications.yaml": {
    "They are established with S1F13": "abort S1F1",
    "S1F13 of the host is answered with COMMACK 0": "no-reply S1F13",
    "A tool may deny them": "s9f5 S1F13",
    "They come back after the line was cut": "no-reply S1F13",
    "They come back after the line was down for a while": "no-reply S1F13",
    "The host leaves and comes back": "no-reply S1F13",
  },
  "constants.yaml": {
    "A constant is set and read": "s9f5 S2F15",
    "A value out of range changes nothing": "wrong-format S2F15",
    "A change by the operator is told": "no-reply S6F11",
  },
  "control.yaml": {
    "The host takes the tool off-line and on-line": "no-reply S6F11",
    "Only the operator brings a tool back that the operator took off-line": "abort S1F17",
    "The operator turns the switch to LOCAL and to REMOTE": "no-reply S6F11",
    "A tool that begins off-line asks the host before it is on-line": "no-reply S1F1",
  },
  "errors.yaml": {
    "A stream that is not there": "no-reply S9F3",
    "A function that is not there": "no-reply S9F5",
    "A body that cannot be read": "no-reply S9F7",
    "A message that was announced and does not come": "no-reply S9F13",
    "The link goes on after an error": "no-reply S1F1",
  },
  "events.yaml": {
    "A lot is told wafer by wafer": "no-reply S6F11",
    "Values are those of the moment of the event": "wrong-format S6F11",
    "An event that is disabled does not come": "no-reply S6F11",
    "The host reads values and lists by name": "abort S1F11",
    "A report of a variable that is not there is refused": "s9f7 S2F35",
  },
  "monitoring.yaml": {
    "A trace sends its samples": "no-reply S6F1",
    "A trace is ended by the host": "s9f5 S2F23",
    "A trace of a variable that is not there is refused": "abort S2F23",
    "A value that crosses a limit is told": "no-reply S6F11",
    "A limit that is out of range is refused": "s9f7 S2F45",
  },
  "programs.yaml": {
    "A process program goes to the tool and comes back as it was": "no-reply S7F5",
    "A process program that is not there cannot be deleted": "abort S7F17",
    "A long one is announced first": "no-reply S7F1",
  },
  "spooling.yaml": {
    "Events over a link that is down come later, in their order": "no-reply S6F23",
    "What was kept can be thrown away": "abort S6F23",
    "Stream 1 is never spooled": "s9f5 S2F43",
    "An empty spool says so": "wrong-format S6F23",
  },
  "terminal.yaml": {
    "Text goes to the operator": "abort S10F5",
    "Text comes from the operator": "no-reply S10F1",
  },
  "tool.yaml": {
    "A host establishes communications, and asks": "abort S1F3",
    "A host starts a lot": "no-reply S2F41",
  },
};

for (const name of FILES) {
  const path = join(FOLDER, name);
  const text = readFileSync(path, "utf8");
  const file = parse(text) as ScenarioFile;

  for (const scenario of Object.keys(file.scenarios)) {
    test(`scenarios/gem/${name}: ${scenario}`, async () => {
      const result = await play(await suiteIn(text, path), scenario);
      assertEquals(toldFailure(result), []);
      assertEquals(result.result, "pass");
    });
  }

  for (const [scenario, fault] of Object.entries(FAULTS[name] ?? {})) {
    test(`scenarios/gem/${name} fails with the fault ${fault}: ${scenario}`, async () => {
      const { steps } = file.scenarios[scenario]!;
      const open = steps.findIndex((step) => "link" in step && step.link === "open") + 1;
      const faulty = [...steps.slice(0, open), { fault }, ...steps.slice(open)];
      const scenarios = { [scenario]: { ...file.scenarios[scenario], steps: faulty } };
      const suite = await suiteIn(stringify({ ...file, scenarios }), path);
      assertEquals((await play(suite, scenario)).result, "fail");
    });
  }
}

test("scenarios/gem: each scenario has a fault with which it fails", () => {
  const scenarios = FILES.map((name) => {
    const file = parse(readFileSync(join(FOLDER, name), "utf8")) as ScenarioFile;
    return [name, Object.keys(file.scenarios).sort()];
  });
  assertEquals(
    Object.fromEntries(scenarios),
    Object.fromEntries(Object.entries(FAULTS).map(([name, one]) => [name, Object.keys(one).sort()])),
  );
});

test("hsms run: the same scenario in virtual time is the same each time", async () => {
  const path = join(FOLDER, "events.yaml");
  const once = async (): Promise<unknown> => {
    const name = "A lot is told wafer by wafer";
    const { recording: { lines }, ...result } = await play(
      await suiteIn(readFileSync(path, "utf8"), path),
      name,
    );
    return { ...result, lines: lines.map((line) => new TextDecoder().decode(line)) };
  };
  assertEquals(await once(), await once());
});
