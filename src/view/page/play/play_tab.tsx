import { useSignal } from "@preact/signals";
import type { World } from "../../playground/mod.ts";
import { formatDuration } from "../../diagram/mod.ts";
import { LESSONS } from "./lessons.ts";
import type { PlayState } from "./play_state.ts";

interface PlayProps {
  readonly play: PlayState;
  readonly world: World;
}

/** What can be done with the two sides, the line and the time. */
export function PlayTab({ play, world }: PlayProps) {
  return (
    <div class="play">
      <h2>Playground</h2>
      <p>
        A host and an etcher live in this page. They speak HSMS over a line that you can spoil, and the
        diagram shows every frame. No other machine takes part.
      </p>
      <Time play={play} world={world} />
      <Lessons play={play} world={world} />
      <Sides play={play} world={world} />
      <LineControls play={play} world={world} />
      <Send play={play} world={world} />
      <Said play={play} />
    </div>
  );
}

const SPEEDS = [0, 1, 10, 60];

function Time({ play, world }: PlayProps) {
  const { speed, now } = play;
  return (
    <section class="part">
      <h3>{`Time: ${formatDuration(Math.floor(now.value / 1000) * 1000)}`}</h3>
      <div class="buttons">
        <div class="choice" role="group" aria-label="Speed of time">
          {SPEEDS.map((one) => (
            <button
              type="button"
              key={one}
              aria-pressed={speed.value === one}
              onClick={() => speed.value = one}
            >
              {one === 0 ? "Stop" : `×${one}`}
            </button>
          ))}
        </div>
        <button type="button" class="small" onClick={() => void play.step(world)}>To the next timer</button>
        <button type="button" class="small" onClick={() => void play.advance(world, 1000)}>+1 s</button>
        <button type="button" class="small" onClick={() => void play.advance(world, 10_000)}>+10 s</button>
      </div>
    </section>
  );
}

function Lessons({ play, world }: PlayProps) {
  return (
    <section class="part">
      <h3>What you can see here</h3>
      <div class="lessons">
        {LESSONS.map(({ title, text, run }) => (
          <details key={title} name="lesson">
            <summary>{title}</summary>
            <p>{text}</p>
            <button type="button" class="main" onClick={() => run(world, play)}>Do it</button>
          </details>
        ))}
      </div>
    </section>
  );
}

function Sides({ world }: PlayProps) {
  const { host, tool, equipment } = world;
  const door = useSignal(true);
  const act = (what: string, action: () => unknown) => () => void world.act(what, action);
  return (
    <>
      <section class="part">
        <h3>Host</h3>
        <div class="buttons">
          <Do name="Are you there" act={act("S1F1", () => host.areYouThere())} />
          <Do name="Go on-line" act={act("S1F17", () => host.goOnline())} />
          <Do name="Go off-line" act={act("S1F15", () => host.goOffline())} />
          <Do name="Set up events" act={act("Events", () => world.setUp())} />
          <Do
            name="Read the pressure"
            act={act("S1F3", async () => (await host.requestSv("ChamberPressure")).value)}
          />
          <Do
            name="PP-SELECT"
            act={act("S2F41", () => host.sendRemoteCommand("PP-SELECT", { PPID: "OXIDE" }))}
          />
          <Do name="START" act={act("S2F41", () => host.sendRemoteCommand("START", { LotId: "LOT-7" }))} />
          <Do name="STOP" act={act("S2F41", () => host.sendRemoteCommand("STOP"))} />
          <Do name="Say hello" act={act("S10F3", () => host.sendTerminal("Hello"))} />
        </div>
      </section>
      <section class="part">
        <h3>Tool, at its panel</h3>
        <div class="buttons">
          <Do
            name={door.value ? "Open the door" : "Close the door"}
            act={() => {
              door.value = !door.value;
              equipment.set("DoorClosed", door.value);
            }}
          />
          <Do name="To LOCAL" act={() => tool.controlSwitchOnlineLocal()} />
          <Do name="To REMOTE" act={() => tool.controlSwitchOnlineRemote()} />
          <Do name="Off-line" act={() => tool.controlSwitchOffline()} />
          <Do name="On-line" act={() => tool.controlSwitchOnline()} />
          <Do name="Event ChamberPumped" act={() => equipment.trigger("ChamberPumped")} />
        </div>
      </section>
    </>
  );
}

function LineControls({ play, world }: PlayProps) {
  const { line } = world;
  const { ways } = play;
  return (
    <section class="part">
      <h3>The line</h3>
      <div class="buttons">
        <Do name="Cut it" act={() => line.cut()} />
        <label>
          <input
            type="checkbox"
            checked={!ways.value.toTool}
            onChange={({ currentTarget }) => setWay("toTool", !currentTarget.checked)}
          />{" "}
          loses what goes to the tool
        </label>
        <label>
          <input
            type="checkbox"
            checked={!ways.value.toHost}
            onChange={({ currentTarget }) => setWay("toHost", !currentTarget.checked)}
          />{" "}
          loses what goes to the host
        </label>
      </div>
    </section>
  );

  function setWay(way: "toTool" | "toHost", passes: boolean): void {
    line.ways[way] = passes ? "passes" : "loses";
    ways.value = { ...ways.value, [way]: passes };
  }
}

function Send({ world }: PlayProps) {
  const text = useSignal("S1F3 W <L [0]>.");
  return (
    <section class="part">
      <label>
        <h3>Send SML</h3>
        <textarea
          rows={3}
          spellcheck={false}
          value={text.value}
          onInput={(event) => text.value = event.currentTarget.value}
        />
      </label>
      <div class="buttons">
        <Do name="From the host" act={() => void world.act("Host", () => world.send("host", text.value))} />
        <Do name="From the tool" act={() => void world.act("Tool", () => world.send("tool", text.value))} />
      </div>
    </section>
  );
}

function Said({ play }: { readonly play: PlayState }) {
  return (
    <section class="part">
      <h3>What they say</h3>
      <ol class="said" aria-live="polite" aria-label="What they say">
        {play.said.value.map(({ at, text }, i) => (
          <li key={play.said.value.length - i}>
            <span class="quiet">{formatDuration(at)}</span> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Do({ name, act }: { readonly name: string; readonly act: () => void }) {
  return <button type="button" class="small" onClick={act}>{name}</button>;
}
