import { test } from "node:test";
import { A, B, F4, type Item, L, U1, U4 } from "../../../src/secs2/mod.ts";
import { assertEquals } from "@std/assert";
import { dataFrame } from "../../../bench/view/realistic.ts";
import { toHex } from "../../support/hex.ts";
import { Play } from "../play.ts";

/** A link on which a test says messages, and their replies. */
class Talk {
  readonly play = new Play().selected();
  #system = 100;

  host(stream: number, func: number, item?: Item, reply?: Item): this {
    const system = ++this.#system;
    this.play.host(toHex(dataFrame(stream, func, system, item)));
    if (reply !== undefined) this.play.tool(toHex(dataFrame(stream, func + 1, system, reply)));
    return this;
  }

  tool(stream: number, func: number, item: Item): this {
    const system = ++this.#system;
    this.play.tool(toHex(dataFrame(stream, func, system, item)));
    this.play.host(toHex(dataFrame(stream, func + 1, system, B(0))));
    return this;
  }

  /** `event LotStarted LotId=A1`, of each moment. */
  moments(): string[] {
    return [...this.play.story().moments].map(({ kind, name, values }) =>
      [kind, name, ...values.map((value) => `${value.name}=${value.text}${value.units ?? ""}`)].join(" ")
    );
  }
}

const event = (...values: Item[]): Item => L(U4(0), U4(4001), L(L(U4(7), L(...values))));
const report = (...vids: number[]): Item => L(U4(0), L(L(U4(7), L(...vids.map((vid) => U4(vid))))));

test("names of events, variables and alarms are those that the tool has listed", () => {
  const talk = new Talk()
    .host(1, 11, L(), L(L(U4(1001), A("Pressure"), A("Pa"))))
    .host(1, 21, L(), L(L(U4(2001), A("LotId"), A(""))))
    .host(1, 23, L(), L(L(U4(4001), A("LotStarted"), L(U4(2001)))))
    .host(2, 29, L(), L(L(U4(3001), A("Limit"), U1(0), U1(9), U1(5), A("mm"))))
    .host(5, 5, U4(), L(L(B(4), U4(5001), A("The door is open"))))
    .host(2, 33, report(1001, 2001, 3001), B(0))
    .tool(6, 11, event(F4(0.5), A("A1"), U1(5)))
    .tool(5, 1, L(B(0x84), U4(5001), A("")));
  assertEquals(talk.moments(), [
    "event LotStarted Pressure=0.5Pa LotId=A1 Limit=5mm",
    "alarm-set The door is open",
  ]);
});

test("a report has the variables that it had at that time", () => {
  const talk = new Talk()
    .tool(6, 11, event(U1(1)))
    .host(2, 33, report(11), B(0)).tool(6, 11, event(U1(2)))
    .host(2, 33, report(12), B(3)).tool(6, 11, event(U1(3)))
    .host(2, 33, report(13), B(0)).tool(6, 11, event(U1(4)))
    .host(2, 33, L(U4(0), L()), B(0)).tool(6, 11, event(U1(5)));
  assertEquals(talk.moments(), [
    "event event 4001 report 7, value 1=1",
    "event event 4001 variable 11=2",
    "event event 4001 variable 11=3",
    "event event 4001 variable 13=4",
    "event event 4001 report 7, value 1=5",
  ]);
});

test("a trace has the variables of its S2F23, one sample after the other", () => {
  const talk = new Talk()
    .host(2, 23, L(U4(3), A("000001"), U4(4), U4(2), L(U4(11), U4(12))), B(0))
    .tool(6, 1, L(U4(3), U4(2), A("2026010108300000"), L(U1(1), U1(2), U1(3), U1(4))));
  assertEquals(talk.moments(), ["trace trace 3 variable 11=1 variable 12=2 variable 11=3 variable 12=4"]);
});

test("S1F4 has the values that S1F3 asked for, of all variables in the order of the tool's list", () => {
  const talk = new Talk()
    .host(1, 11, L(), L(L(U4(11), A("One"), A("")), L(U4(12), A("Two"), A("s"))))
    .host(1, 3, L(U4(12)), L(U1(20)))
    .host(1, 3, L(), L(U1(1), U1(2)));
  const story = talk.play.story();
  assertEquals(story.series(0).map(({ name, units, values }) => [name, units, ...values]), [
    ["Two", "s", 20, 2],
    ["One", undefined, 1],
  ]);
  assertEquals(story.series(1), []);
});

test("the control state is that of the variable ControlState, once its name is known", () => {
  const talk = new Talk().host(1, 3, L(U4(9), U4(11)), L(U1(0), U1(4)))
    .host(1, 11, L(), L(L(U4(11), A("Control State"), A(""))))
    .host(1, 3, L(U4(9), U4(11)), L(U1(0), U1(5))).host(1, 3, L(U4(11)), L(U1(1))).host(
      1,
      3,
      L(U4(9)),
      L(U1(4)),
    );
  const ribbon = talk.play.story().links[0]!.ribbons.find(({ kind }) => kind === "control");
  assertEquals(ribbon?.spans.map(({ state, because }) => `${state}: ${because}`), [
    "ON-LINE/REMOTE: S1F4 with ControlState 5",
    "EQUIPMENT OFF-LINE: S1F4 with ControlState 1",
  ]);
});

test("an annotated report, S6F13, has the ids itself", () => {
  const talk = new Talk().tool(6, 13, L(U4(0), U4(1), L(L(U4(7), L(L(U4(11), U1(1)), L(U4(12), A("x")))))));
  assertEquals(talk.moments(), ["event event 1 variable 11=1 variable 12=x"]);
});

test("the names of a model come before those of the recording; an id of the wire is no property of ours", () => {
  const talk = new Talk().host(
    1,
    23,
    L(),
    L(L(U4(4001), A("Old"), L()), L(A("constructor"), A("Other"), L())),
  )
    .tool(6, 11, event()).tool(6, 11, L(U4(0), A("constructor"), L())).tool(
      6,
      11,
      L(U4(0), A("toString"), L()),
    );
  const model = { variables: {}, events: { 4001: "New" }, alarms: {} };
  assertEquals([...talk.play.story({ model }).moments].map(({ name }) => name), [
    "New",
    "Other",
    "event toString",
  ]);
});

test("bodies that are other than E5 has them are moments without values", () => {
  const talk = new Talk().tool(6, 11, U4(1)).tool(5, 1, L()).tool(6, 1, A("x")).tool(
    6,
    11,
    L(U4(0), L(), U4(1)),
  );
  assertEquals(talk.moments(), ["event an event", "alarm-cleared alarm", "trace a trace", "event an event"]);
});
