import { systemClock } from "../../core/base/mod.ts";
import type { SecsHandler, SecsId } from "../../secs/mod.ts";
import type { EquipmentModel } from "../definition/model.ts";
import { HostClock } from "./clock.ts";
import { Discovery } from "./discovery/discovery.ts";
import { EventSetup } from "./event_setup.ts";
import type { GemHostOptions } from "./host_options.ts";
import { serveTool } from "./incoming.ts";
import { asking, type AskTool, type HostLink } from "./link.ts";
import type { GemProfile } from "./profile/profile.ts";
import { ToolProfile, type ToolProfileOwner } from "./profile/tool_profile.ts";
import { type GemRef, Names } from "./refs.ts";
import { ReportBook } from "./report_book.ts";
import type { GemSpoolOptions } from "./spool_state.ts";
import { SpoolWatch } from "./spool_watch.ts";
import { Terminals } from "./terminals.ts";
import { Told } from "./told.ts";
import { HostTraces } from "./traces.ts";

/** What a GemHostHandler is made of. */
export class HostParts {
  readonly link: HostLink;
  readonly setup: EventSetup;
  readonly clock: HostClock;
  readonly traces: HostTraces;
  readonly terminals: Terminals;
  readonly told: Told;
  readonly discovery: Discovery;
  readonly spool: SpoolWatch;

  /**
   * Registers everything that a tool sends by itself.
   *
   * @throws {RangeError} when an option is out of range, or a report names a variable that is not in the model.
   */
  constructor(
    secs: SecsHandler<"host">,
    ask: AskTool,
    model: EquipmentModel | undefined,
    options: Pick<GemHostOptions, "clock" | "firstReportId" | "time"> & {
      readonly reports?: readonly { readonly id: SecsId; readonly variables: readonly unknown[] }[];
      readonly spool?: GemSpoolOptions;
    },
    given: GemProfile,
    onControlState: ToolProfileOwner["controlState"],
  ) {
    const { dialect } = secs;
    const { clock = systemClock, reports = [], time = {}, spool = {} } = options;
    const names = new Names(model);
    const report = (error: unknown): void => secs.connection.report(error);
    this.told = new Told(clock, report);
    const profile = new ToolProfile(given, dialect, names, {
      tell: (event) => this.told.announce(event),
      controlState: onControlState,
    });
    secs.session.on("late-reply", ({ packet, why }) => {
      if (why === "ended") profile.lacks.late(packet.header);
    });
    const book = new ReportBook(names, dialect.encoding, (reading) => profile.heard(reading));
    for (const { id, variables } of reports) {
      book.set(id, variables.map((ref) => names.variable(ref as GemRef).id));
    }
    this.link = { ask: asking(ask, profile), names, dialect, reports: book, profile };
    this.setup = new EventSetup(this.link, options);
    this.clock = new HostClock(this.link, time);
    this.traces = new HostTraces(this.link);
    this.terminals = new Terminals(this.link);
    this.discovery = new Discovery(this.link, this.told, clock, report);
    const tell = this.told.announce.bind(this.told);
    this.spool = new SpoolWatch({ link: this.link, clock, tell }, model, spool);
    serveTool(secs, {
      ...this,
      time: time.answer === false ? undefined : () => this.clock.text(),
    });
  }
}
