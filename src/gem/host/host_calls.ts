import { quiet } from "../../core/base/mod.ts";
import type { HsmsRequestOptions as Options } from "../../core/mod.ts";
import type { SecsAllAlarms, SecsByteId, SecsDialectOptions, SecsId } from "../../secs/mod.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { EquipmentModel } from "../definition/model.ts";
import type { AlarmName } from "../definition/names.ts";
import { GemHandler } from "../handler/handler.ts";
import type { GemAcknowledge } from "../handler/meanings.ts";
import type { GemControlState } from "../handler/options.ts";
import type { SpoolStream } from "../models/spool_setting.ts";
import * as alarms from "./alarms.ts";
import type { GemClock } from "./clock.ts";
import {
  type CommandArguments,
  type GemCommandOptions,
  type GemCommandResult,
  sendCommand,
} from "./commands.ts";
import type {
  GemConstantValues,
  GemHostOptions,
  GemSubscribeOptions,
  GemSubscription,
} from "./host_options.ts";
import * as limits from "./limits.ts";
import type { AskTool } from "./link.ts";
import { HostParts } from "./parts.ts";
import { givenProfile } from "./profile/given_profile.ts";
import type { GemProfile } from "./profile/profile.ts";
import * as programs from "./programs.ts";
import type { GemReading } from "./readings.ts";
import type {
  CommandRef,
  ConstantRef,
  EventRef,
  GemRef,
  InputOfRef,
  StatusRef,
  ValueOfRef,
  VariableRef,
} from "./refs.ts";
import type { GemEmptiedSpool, GemEmptySpoolOptions, GemSpool } from "./spool_state.ts";
import { setSpooling } from "./spooling.ts";
import type { GemTerminalOptions } from "./terminals.ts";
import type { GemTrace } from "./traces.ts";
import * as variables from "./variables.ts";

/** The readings of some variables, in their order. */
export type GemReadings<D, R extends readonly unknown[]> = {
  readonly [I in keyof R]: GemReading<ValueOfRef<D, R[I]>>;
};

/**
 * What a host can ask of a tool: the base of GemHostHandler.
 *
 * @typeParam D The definition of the tool, from its model.
 */
export class GemHostCalls<D extends EquipmentDefinition = EquipmentDefinition> extends GemHandler<"host"> {
  /** The model of the tool, if there is one. */
  readonly model: EquipmentModel<D> | undefined;
  /** @internal */
  protected readonly parts: HostParts;

  /**
   * Makes the handler of one tool; the parameters and what they throw are those of GemHandler.
   *
   * @throws {RangeError} when an option is out of range, the profile is not right, or a report or the profile names a variable
   * that is not in the model.
   */
  constructor(
    address: string,
    port: number,
    active: boolean,
    sessionId: number,
    name: string,
    options: GemHostOptions<D>,
  ) {
    const given = givenProfile(options);
    super(address, port, active, sessionId, name, { ...options, ...dialectOf(given), role: "host" });
    this.model = options.model;
    const ask = this.request.bind(this) as unknown as AskTool;
    this.parts = new HostParts(
      this.secs,
      ask,
      options.model as unknown as EquipmentModel | undefined,
      options,
      given,
      (state, why) => this.known.said(state, why),
    );
    this.on("control-state", ({ state }) => this.parts.spool.control(state));
  }

  /**
   * What is known of how the tool differs from others, as it is now: the option `profile`, the other options, and what was
   * learned. It can be written as JSON.
   */
  get profile(): GemProfile {
    return this.parts.link.profile.data;
  }

  /**
   * S1F3: the control state, by the status variable that the profile names; `unknown` if its value has no meaning there. Rejects
   * with a RangeError if the profile names none.
   */
  requestControlState(options?: Options): Promise<GemControlState> {
    return quiet(variables.requestControlState(this.parts.link, options));
  }

  /** S1F11: names and units of status variables; of all without `refs`. */
  listSvs(refs: readonly StatusRef<D>[] = [], options?: Options): Promise<variables.GemListedVariable[]> {
    return quiet(variables.listSvs(this.parts.link, loose(refs), options));
  }

  /** S1F3: the values of all status variables: those of the model, otherwise those that S1F11 lists. */
  requestSvs(refs?: undefined, options?: Options): Promise<readonly GemReading[]>;
  /** S1F3: the values of status variables, in the order of `refs`. Without a variable nothing is asked. */
  requestSvs<const R extends readonly StatusRef<D>[]>(refs: R, options?: Options): Promise<GemReadings<D, R>>;
  requestSvs(refs?: readonly StatusRef<D>[], options?: Options): Promise<never> {
    return quiet(variables.requestSvs(this.parts.link, refs && loose(refs), options)) as Promise<never>;
  }

  /** S1F3: the value of a status variable. */
  requestSv<R extends StatusRef<D>>(ref: R, options?: Options): Promise<GemReading<ValueOfRef<D, R>>> {
    return first(this.requestSvs([ref], options)) as Promise<GemReading<ValueOfRef<D, R>>>;
  }

  /** S1F21: names and units of data variables; of all without `refs`. */
  listDvs(refs: readonly VariableRef<D>[] = [], options?: Options): Promise<variables.GemListedVariable[]> {
    return quiet(variables.listDvs(this.parts.link, loose(refs), options));
  }

  /** S1F23: names of collection events, and their variables; of all without `refs`. */
  listCollectionEvents(
    refs: readonly EventRef<D>[] = [],
    options?: Options,
  ): Promise<variables.GemListedEvent[]> {
    return quiet(variables.listEvents(this.parts.link, loose(refs), options));
  }

  /** S2F29: names, ranges and units of equipment constants; of all without `refs`. */
  listEcs(refs: readonly ConstantRef<D>[] = [], options?: Options): Promise<variables.GemListedConstant[]> {
    return quiet(variables.listEcs(this.parts.link, loose(refs), options));
  }

  /** S2F13: the values of all equipment constants: those of the model, otherwise those that S2F29 lists. */
  requestEcs(refs?: undefined, options?: Options): Promise<readonly GemReading[]>;
  /** S2F13: the values of equipment constants, in the order of `refs`. Without a constant nothing is asked. */
  requestEcs<const R extends readonly ConstantRef<D>[]>(
    refs: R,
    options?: Options,
  ): Promise<GemReadings<D, R>>;
  requestEcs(refs?: readonly ConstantRef<D>[], options?: Options): Promise<never> {
    return quiet(variables.requestEcs(this.parts.link, refs && loose(refs), options)) as Promise<never>;
  }

  /** S2F13: the value of an equipment constant. */
  async requestEc<R extends ConstantRef<D>>(
    ref: R,
    options?: Options,
  ): Promise<GemReading<ValueOfRef<D, R>>> {
    return (await this.requestEcs([ref], options))[0] as GemReading<ValueOfRef<D, R>>;
  }

  /** S2F15: sets equipment constants, all of them or, if one is refused (EAC), none. */
  setEcs(values: GemConstantValues<D>, options?: Options): Promise<void> {
    const pairs = Array.isArray(values) ? values : Object.entries(values);
    return quiet(variables.setEcs(this.parts.link, pairs, options));
  }

  /** S2F15: sets an equipment constant. */
  setEc<R extends ConstantRef<D>>(ref: R, value: InputOfRef<D, R>, options?: Options): Promise<void> {
    return quiet(variables.setEcs(this.parts.link, [[ref as GemRef, value]], options));
  }

  /**
   * S2F33, S2F35 and S2F37: defines a report of the variables, links it to the event, and enables the event; resolves with the
   * RPTID. Another report is added to those that this handler has linked to the event before.
   *
   * What the tool has from before makes room: a report of that RPTID is deleted (DRACK 3), and the links of the event (LRACK
   * 3). What came before a refusal stays as it is.
   */
  subscribeCollectionEvent(
    event: EventRef<D>,
    of: readonly VariableRef<D>[] = [],
    { rptid, ...options }: GemSubscribeOptions = {},
  ): Promise<SecsId | undefined> {
    const wish = { event, variables: of, ...(rptid !== undefined && { rptid }) };
    return first(this.subscribeCollectionEvents([wish], options));
  }

  /** The same for many events, with few messages; see the option `maxPerMessage`. */
  subscribeCollectionEvents(
    wishes: readonly GemSubscription<D>[],
    options?: Options,
  ): Promise<(SecsId | undefined)[]> {
    return quiet(this.parts.setup.subscribe(loose(wishes), options));
  }

  /** S2F37: enables events, by a list. */
  enableCollectionEvents(refs: readonly EventRef<D>[], options?: Options): Promise<void> {
    return quiet(this.parts.setup.enable(true, loose(refs), options));
  }

  /** S2F37: disables events; without `refs` all events of the tool. */
  disableCollectionEvents(refs?: readonly EventRef<D>[], options?: Options): Promise<void> {
    if (refs === undefined) return quiet(this.parts.setup.disableAll(options));
    return quiet(this.parts.setup.enable(false, loose(refs), options));
  }

  /** Deletes all reports (S2F33), unlinks the events that are known to have some (S2F35), and disables all events (S2F37). */
  clearCollectionEvents(options?: Options): Promise<void> {
    return quiet(this.parts.setup.clear(options));
  }

  /**
   * S6F15: the reports of an event as they are now; undefined if the tool has none. The values of data variables are stale, or
   * not there, but at their event.
   */
  requestCollectionEvent(
    event: EventRef<D>,
    options?: Options,
  ): Promise<variables.GemEventReports | undefined> {
    return quiet(variables.requestEvent(this.parts.link, event as GemRef, options));
  }

  /**
   * A remote command: S2F41, or S2F49 or S2F21 by the options. Names and values go out as they are.
   *
   * Resolves if HCACK is 0 (done) or 4 (an event will tell the end, before the answer or after it). Others reject: with a
   * GemRefusalError if the tool names parameters. The library never repeats a command.
   */
  sendRemoteCommand<const C extends CommandRef<D>>(
    command: C,
    parameters?: CommandArguments<D, C>,
    options: GemCommandOptions = {},
  ): Promise<GemCommandResult> {
    return quiet(
      sendCommand(this.parts.link, command, (parameters ?? {}) as Readonly<Record<string, unknown>>, options),
    );
  }

  /** S5F3: the tool sends S5F1 for an alarm, or for all (`ALL_ALARMS`). */
  enableAlarm(ref: GemRef<AlarmName<D>> | SecsAllAlarms, options?: Options): Promise<void> {
    return quiet(alarms.enableAlarm(this.parts.link, ref, true, options));
  }

  /** S5F3: the tool sends no S5F1 for an alarm, or for all (`ALL_ALARMS`). */
  disableAlarm(ref: GemRef<AlarmName<D>> | SecsAllAlarms, options?: Options): Promise<void> {
    return quiet(alarms.enableAlarm(this.parts.link, ref, false, options));
  }

  /** S5F5: alarms and whether they are set; all without `refs`. */
  listAlarms(
    refs: readonly GemRef<AlarmName<D>>[] = [],
    options?: Options,
  ): Promise<alarms.GemListedAlarm[]> {
    return quiet(alarms.listAlarms(this.parts.link, refs, options));
  }

  /** S5F7: the alarms that are enabled. */
  listEnabledAlarms(options?: Options): Promise<alarms.GemListedAlarm[]> {
    return quiet(alarms.listEnabledAlarms(this.parts.link, options));
  }

  /** S7F19: the PPIDs of the process programs. */
  getProcessProgramList(options?: Options): Promise<readonly SecsByteId[]> {
    return quiet(programs.listPrograms(this.parts.link, options));
  }

  /** S7F17: deletes process programs. Rejects with a RangeError without one, as the message would delete all. */
  deleteProcessPrograms(ppids: readonly SecsByteId[], options?: Options): Promise<void> {
    return quiet(programs.deletePrograms(this.parts.link, ppids, options));
  }

  /** S7F17: deletes all process programs. */
  deleteAllProcessPrograms(options?: Options): Promise<void> {
    return quiet(programs.deleteAllPrograms(this.parts.link, options));
  }

  /** Text for a terminal (S10F3), lines (S10F5), or text for all terminals (S10F9). */
  sendTerminal(text: string | readonly string[], options: GemTerminalOptions = {}): Promise<void> {
    return quiet(this.parts.terminals.send(text, options));
  }

  /** S2F17: the time of the tool, in whatever form; undefined if it has none. */
  requestClock(options?: Options): Promise<GemClock | undefined> {
    return quiet(this.parts.clock.request(options));
  }

  /** S2F31: sets the time of the tool, without `time` to that of this host; a text goes out as it is. */
  setClock(time: Date | number | string = this.parts.clock.now(), options?: Options): Promise<void> {
    return quiet(this.parts.clock.set(time, options));
  }

  /** S2F23: starts a trace; its samples come as `trace`. */
  startTrace(trace: GemTrace<StatusRef<D>>, options?: Options): Promise<void> {
    return quiet(this.parts.traces.start(trace as GemTrace, options));
  }

  /** S2F23 with TOTSMP 0: ends a trace. */
  stopTrace(id: SecsId, options?: Options): Promise<void> {
    return quiet(this.parts.traces.stop(id, options));
  }

  /** S2F45: sets limits of variables, all of them or none. Rejects with a RangeError without a variable. */
  defineLimits(of: readonly limits.GemVariableLimits<StatusRef<D>>[], options?: Options): Promise<void> {
    return quiet(limits.defineLimits(this.parts.link, loose(of), options));
  }

  /** S2F45: takes all limits of all variables away. */
  clearLimits(options?: Options): Promise<void> {
    return quiet(limits.clearLimits(this.parts.link, options));
  }

  /** S2F47: the limits of variables; of all that can have limits without `refs`. */
  requestLimits(refs: readonly StatusRef<D>[] = [], options?: Options): Promise<limits.GemLimits[]> {
    return quiet(limits.requestLimits(this.parts.link, loose(refs), options));
  }

  /** S2F43: the streams, and of them the functions, that the tool spools; it replaces the setting. None turns spooling off. */
  setSpooling(streams: readonly SpoolStream[], options?: Options): Promise<void> {
    return quiet(setSpooling(this.parts.link, streams, options));
  }

  /** S6F23: the tool sends what it has spooled; it comes as `events` have it. */
  requestSpool(options?: Options): Promise<void> {
    return quiet(this.parts.spool.request(options));
  }

  /** S6F23: the tool throws away what it has spooled. */
  purgeSpool(options?: Options): Promise<void> {
    return quiet(this.parts.spool.purge(options));
  }

  /**
   * Whether the tool is spooling: asks for SpoolCountActual, SpoolCountTotal and SpoolStartTime (S1F3). Without a model, and
   * without the option `spool`, nothing is asked, and it says what is known.
   */
  spool(options?: Options): Promise<GemSpool> {
    return quiet(this.parts.spool.read(options));
  }

  /**
   * Gets all that the tool has kept: S6F23 again and again, until nothing is left. What comes is told as ever, in `events` and
   * to listeners. Goes on in the next session if the link is lost; a message that had no answer then comes again, so each
   * comes at least once, and in order. Resolves at once if nothing is spooled.
   *
   * Rejects like `request`; with the signal's reason; with an HsmsClosedError when this host is disabled; and with a
   * GemSpoolError if the tool sends nothing of what it keeps.
   */
  emptySpool(options?: GemEmptySpoolOptions): Promise<GemEmptiedSpool> {
    return quiet(this.parts.spool.empty(options));
  }

  /** {@inheritDoc GemHandler.ask} */
  protected override ask(request: unknown[]): Promise<unknown> {
    return this.parts.link.ask(...request as Parameters<AskTool>);
  }

  /** {@inheritDoc GemHandler.meaningOf} */
  protected override meaningOf(acknowledge: GemAcknowledge, value: number): string | undefined {
    return this.parts.link.profile.meaningOf(acknowledge, value);
  }
}

/** How the handler below writes. */
function dialectOf({ strict, encoding, forms }: GemProfile): SecsDialectOptions {
  return { strict, encoding, forms };
}

/** The first of the results of a call. */
function first<T>(call: Promise<readonly T[]>): Promise<T> {
  return quiet(call.then((all) => all[0]!));
}

/** Below this class names are text: the model knows them. */
function loose<T>(refs: readonly unknown[]): readonly T[] {
  return refs as readonly T[];
}
