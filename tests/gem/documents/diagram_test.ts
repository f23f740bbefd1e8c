import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { processingArrows, processingComposites, startAt } from "../../../src/gem/documents/arrows.ts";
import { drawDiagram } from "../../../src/gem/documents/diagram.ts";

function lines(...all: string[]): string {
  return ["stateDiagram-v2", ...all].join("\n");
}

test("an arrow has the numbers of its rows and what triggers it", () => {
  const arrows = [startAt("IDLE"), { from: "IDLE", to: "RUN", rows: [1, 2], on: ["START", "alarm"] }];
  assertEquals(drawDiagram(arrows), lines("    [*] --> IDLE", "    IDLE --> RUN: 1, 2 START, alarm"));
});

test("an arrow is drawn in the innermost state that both its ends are part of", () => {
  const definition = {
    states: [
      { name: "Off", code: 1 },
      { name: "On" },
      { name: "Slow", code: 2, partOf: "On" },
      { name: "Fast", code: 3, partOf: "On" },
    ],
    initial: "Off",
    transitions: [
      { row: 1, from: "Off", on: ["a"], to: "On", history: true, events: [] },
      { row: 2, from: "Slow", on: ["b"], to: "Fast", events: [] },
    ],
  };
  assertEquals(
    drawDiagram(processingArrows(definition), processingComposites(definition)),
    lines(
      "    [*] --> Off",
      "    Off --> On: 1 a (history)",
      "    state On {",
      "        Slow --> Fast: 2 b",
      "    }",
    ),
  );
});

test("a state whose name Mermaid cannot read has a declaration", () => {
  const arrows = [
    { from: "A B", to: "A_B", rows: [1], on: ["x: y"] },
    { from: "end", to: 'say "hi"', rows: [2], on: [] },
  ];
  assertEquals(
    drawDiagram(arrows),
    lines(
      '    state "A_B" as state_2',
      '    state "end" as state_3',
      '    state "say  hi " as state_4',
      "    A_B --> state_2: 1 x  y",
      "    state_3 --> state_4: 2",
    ),
  );
});
