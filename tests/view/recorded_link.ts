import type { Network } from "@secs/hsms";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { concat } from "@std/bytes";
import { TapNetwork, tapOf } from "../../src/cli/station/tap_network.ts";
import { LiveLog } from "../../src/cli/view/live_log.ts";
import { readStory, type Story, type StoryOptions } from "../../src/view/story/mod.ts";
import { BEGIN } from "./play.ts";

/** A network in memory and in virtual time, one side of which is recorded for a view. */
export class RecordedLink {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly log = new LiveLog(0, 2 ** 30);
  /** The same network, which records. */
  readonly tapped: Network = new TapNetwork(
    this.network,
    tapOf(this.log, () => new Date(BEGIN + this.clock.now())),
  );

  story(options?: StoryOptions): Story {
    const { at, head } = this.log.begin(null);
    const chunks = [head];
    for (let place = at; place < this.log.end;) {
      const bytes = this.log.read(place)!;
      chunks.push(bytes);
      place += bytes.length;
    }
    return readStory(concat(chunks), options);
  }
}
