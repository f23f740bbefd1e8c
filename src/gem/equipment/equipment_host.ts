import { NO_BYTES } from "../../core/base/mod.ts";
import type { Clock } from "../../core/mod.ts";
import { encodeItem, type Item } from "../../secs2/mod.ts";
import {
  type MessageBody,
  S10F1,
  S5F1,
  SecsBuilding,
  type SecsHandler,
  type SecsMessage,
} from "../../secs/mod.ts";
import type { ModelEvent } from "../definition/model.ts";
import type { ControlModel, ControlState, OnlineState } from "../models/control.ts";
import type { SpoolSetting } from "../models/spool_setting.ts";
import type { SpoolOptions } from "../models/spooling.ts";
import { AlarmEnables } from "../setup/alarm_enables.ts";
import { type Report, ReportSetup, type SavedReports } from "../setup/report_setup.ts";
import type { SavedId } from "../setup/source.ts";
import { budgeted } from "./answer_budget.ts";
import { Answers } from "./answers.ts";
import type { Tool } from "./tool.ts";
import { eventReportItem } from "./event_report.ts";
import type { DataValues, ToolHost } from "./equipment_options.ts";
import { HostControl, type HostControlOwner } from "./host_control.ts";
import { type EquipmentHostOptions, type OptionalReply, readHostOptions } from "./host_options.ts";
import { HostLimits, hostTraces } from "./host_monitors.ts";
import type { Traces } from "../setup/traces.ts";
import type { Keeper } from "./keeper.ts";
import { LatestWrite } from "./latest_write.ts";
import { ownVariables } from "./own_variables.ts";
import type { OutgoingEvent, OutgoingMessage } from "./outgoing.ts";
import { Sender, type SenderOwner } from "./sender.ts";
import type { Reading, Slot } from "./slot.ts";
import { SpoolKeeper } from "./spool_keeper.ts";
import type { ToolAlarm } from "./tool_alarm.ts";
import { transmit } from "./transmit.ts";

/** Whom an {@linkcode EquipmentHost} tells what happens. */
export interface HostListener {
  /** Something became of a message. */
  told(event: OutgoingEvent): void;
  /** The control state has changed; `why` is a sentence. */
  controlChanged(state: ControlState, why: string): void;
  /** Constants of the tool have new values. */
  constantsChanged(): void;
}

/** One host of a running tool: what it has set up, who controls the tool, and what the tool has to say to it. */
export class EquipmentHost implements ToolHost, SenderOwner, HostControlOwner {
  /** The name of its handler. */
  readonly name: string;
  /** The level below. */
  readonly secs: SecsHandler<"equipment">;
  /** The tool. */
  readonly tool: Tool;
  /** The options, with their defaults. */
  readonly options: ReturnType<typeof readHostOptions>;
  /** The reports, links and events that it has set up. */
  readonly setup: ReportSetup<Slot, ModelEvent>;
  /** The alarms that it has enabled. */
  readonly alarmEnables: AlarmEnables<ToolAlarm>;
  /** What of it survives power off. */
  readonly keeper: Keeper;
  /** Its traces. */
  readonly traces: Traces<Slot>;
  /** Its limits. */
  readonly monitored: HostLimits;
  /** Its spool. */
  readonly spool: SpoolKeeper;
  /** Sends to it. */
  readonly sender: Sender;
  /** What has to be answered before the sender goes on. */
  readonly answers: Answers;
  /** Who controls the tool. */
  readonly control: HostControl;
  /** What S2F43 has set. */
  spoolSetting: SpoolSetting;
  readonly #reading: Reading;
  readonly #listener: HostListener;
  readonly #reportsWrite = new LatestWrite(() => this.keeper.save("reports", this.setup.save()));
  #dataId = 0;

  constructor(
    secs: SecsHandler<"equipment">,
    tool: Tool,
    options: EquipmentHostOptions & { readonly clock?: Clock },
    listener: HostListener,
  ) {
    this.name = secs.name;
    this.secs = secs;
    this.tool = tool;
    this.options = readHostOptions(options);
    this.#listener = listener;
    const { variables, events } = tool.model;
    this.setup = new ReportSetup({
      variable: (id) => {
        const variable = variables.withId(id);
        return variable && tool.slot(variable);
      },
      event: (id) => events.withId(id),
      events: events.all,
    }, this.options.reports);
    const { alarms: known } = tool.model;
    this.alarmEnables = new AlarmEnables({
      alarm: (id) => {
        const alarm = known.withId(id);
        return alarm && tool.alarms.get(alarm.name);
      },
      alarms: [...tool.alarms.values()],
    });
    this.keeper = tool.keeper(`host/${secs.name}`);
    this.spoolSetting = this.keeper.load<SpoolSetting>("spooling") ?? [];
    this.spool = new SpoolKeeper(this.keeper, () => this.#spoolOptions());
    this.sender = new Sender(this, this.spool, this.options);
    this.answers = new Answers(this.sender, (error) => tool.report(error));
    this.control = new HostControl(
      secs,
      this.options.control,
      this.keeper.load<OnlineState>("switch"),
      this,
    );
    this.#reading = {
      encoding: secs.dialect.encoding,
      own: ownVariables(this),
      values: undefined,
      report: (error) => tool.report(error),
    };
    this.#restore();
    // SxF0 went out: no step follows it.
    for (const type of ["error", "fault"] as const) {
      secs.on(type, ({ message }) => this.answers.abort(message));
    }
    this.traces = hostTraces(this, options.clock);
    this.monitored = new HostLimits(this, options.clock);
  }

  /** {@inheritDoc ToolHost.isEnabled} */
  get isEnabled(): boolean {
    return this.sender.isEnabled;
  }

  /** Whether the host controls the tool: REMOTE. */
  get isRemote(): boolean {
    return this.control.model.state === "remote";
  }

  /** The value of a variable now; of a data variable, an item of length 0. */
  readonly read = (slot: Slot): Item => slot.read(this.#reading);

  /** Reads the values of one answer to the host, which is bounded. */
  reader(): (slot: Slot) => Item {
    return budgeted(this.read, this.options.maxAnswerBytes);
  }

  /** DATAID of the next message: 1 to 32,767, so that it fits a format of two bytes. */
  nextDataId(): number {
    return this.#dataId = this.#dataId % 32_767 + 1;
  }

  /** {@inheritDoc ToolHost.triggered} */
  triggered(event: ModelEvent, values: DataValues | undefined): void {
    const reports = this.setup.reportsOf(event);
    if (reports !== undefined && this.control.isOnline) this.#report(event, reports, values);
  }

  /** {@inheritDoc HostControlOwner.triggerOwn} */
  triggerOwn(name: string, values?: DataValues): void {
    const event = this.tool.model.events.require(name);
    const reports = this.setup.reportsOf(event);
    if (reports !== undefined) this.#report(event, reports, values);
  }

  /** {@inheritDoc SenderOwner.trigger} */
  trigger(event: string): void {
    if (this.control.isOnline) this.triggerOwn(event);
  }

  /** {@inheritDoc ToolHost.alarmChanged} */
  alarmChanged(alarm: ToolAlarm): void {
    if (!this.alarmEnables.isEnabled(alarm) || !this.control.isOnline) return;
    const { id, text } = alarm.alarm;
    this.post(S5F1.toHost, { ALCD: alarm.code, ALID: id, ALTX: text });
  }

  /** {@inheritDoc ToolHost.postText} */
  postText(text: string, terminal: number): void {
    if (this.control.isOnline) this.post(S10F1.toHost, { TID: terminal, TEXT: text });
  }

  /** Sends a message of the tool when its turn comes, or spools it. */
  post<T>(message: MessageBody<T, MessageBody<unknown> | undefined>, value: T): void {
    const { name, stream, function: func, reply } = message;
    const body = encodeItem(message.build(value, new SecsBuilding(this.secs.dialect)));
    const wantsReply = this.options.wantsReply[name as OptionalReply] ?? reply !== undefined;
    this.sender.post({ stream, function: func, body, bytes: body.length, wantsReply });
  }

  /** {@inheritDoc SenderOwner.transmit} */
  transmit(message: OutgoingMessage): Promise<SecsMessage | undefined> {
    return transmit(this.secs, message, this.options.inquireFrom);
  }

  /** {@inheritDoc SenderOwner.now} */
  now(): number {
    return this.tool.time.now();
  }

  /** {@inheritDoc SenderOwner.tell} */
  tell(event: OutgoingEvent): void {
    this.#listener.told(event);
  }

  /** {@inheritDoc HostControlOwner.controlChanged} */
  controlChanged(before: ControlModel, why: string): void {
    const { state, position } = this.control.model;
    if (position !== before.position) this.keeper.save("switch", position);
    if (state !== before.state) this.#listener.controlChanged(state, why);
  }

  /** {@inheritDoc ToolHost.constantsChanged} */
  constantsChanged(): void {
    this.#listener.constantsChanged();
  }

  /** Communication is switched on. */
  start(): void {
    this.sender.enable();
    this.monitored.start();
  }

  /** Communication is switched off: what waits is dropped, traces end, limits are not sampled. */
  stop(): void {
    this.sender.stop();
    this.traces.stopAll();
    this.monitored.stop();
  }

  /** Writes what has been set up. */
  saveReports(): Promise<boolean> {
    return this.#reportsWrite.request();
  }

  #report(event: ModelEvent, reports: readonly Report<Slot>[], values: DataValues | undefined): void {
    for (const name in values) this.tool.slotNamed(name, "data"); // throws, and says which name was meant
    const reading = values === undefined ? this.#reading : { ...this.#reading, values };
    const { eventReport: form, maxWaitingBytes } = this.options;
    const report = { dataId: this.nextDataId(), event, reports, form };
    const item = eventReportItem(report, reading, new SecsBuilding(this.secs.dialect));
    const wantsReply = this.options.wantsReply[form] ?? true;
    const head = { stream: 6, function: form === "S6F11" ? 11 : 13, wantsReply };
    if (item.encodedLength > maxWaitingBytes) {
      const message = { ...head, body: NO_BYTES, bytes: 0 };
      return this.tell({ type: "message-lost", message, why: "too long" });
    }
    const body = encodeItem(item);
    this.sender.post({ ...head, body, bytes: body.length });
  }

  #constant<T>(name: string): T {
    return this.tool.slot(this.tool.model.variables.require(name)).value as T;
  }

  #spoolOptions(): SpoolOptions {
    const { maxMessages, maxBytes } = this.options.spool;
    return {
      enabled: this.#constant<boolean>("EnableSpooling"),
      overwrite: this.#constant<boolean>("OverWriteSpool"),
      maxTransmit: Number(this.#constant<number | bigint>("MaxSpoolTransmit")),
      maxMessages,
      maxBytes,
      setting: this.spoolSetting,
    };
  }

  #restore(): void {
    const reports = this.keeper.load<SavedReports>("reports");
    if (reports !== undefined) this.setup.restore(reports);
    const alarms = this.keeper.load<readonly SavedId[]>("alarms");
    if (alarms !== undefined) this.alarmEnables.restore(alarms);
    this.sender.restore();
  }
}
