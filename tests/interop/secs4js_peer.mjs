// A peer made of secs4js: node secs4js_peer.mjs FOLDER active|passive PORT SESSION
//
// FOLDER is where secs4js is installed. Reads commands from stdin and prints events to stdout, one JSON object in a
// line.

import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { build, describeItem } from "./secs4js_items.mjs";

const [folder, role, port, session] = process.argv.slice(2);
const entry = createRequire(join(resolve(folder), "package.json")).resolve("secs4js");
const library = await import(pathToFileURL(entry));
const { HsmsActiveCommunicator, HsmsPassiveCommunicator, Secs2ItemParser } = library;

const Communicator = role === "active" ? HsmsActiveCommunicator : HsmsPassiveCommunicator;
const peer = new Communicator({
  ip: "127.0.0.1",
  port: Number(port),
  deviceId: Number(session),
  isEquip: role !== "active",
  timeoutT3: 10,
  timeoutT5: 1,
  // Its own linktests stay out of the way; in ms.
  linkTestInterval: 3_600_000,
});
let holding = false;

peer.on("connected", () => tell("connected"));
peer.on("selected", () => tell("selected"));
peer.on("deselected", () => tell("deselected"));
peer.on("disconnected", () => tell("closed"));
peer.on("error", (error) => tell("error", { message: error.message }));
peer.on("message", (message) => {
  tell("received", describe(message));
  if (!message.wBit || holding) return;
  // Where the connection ends first, the reply has nowhere to go.
  peer.reply(message, message.stream, message.func + 1, message.body)
    .catch((error) => tell("error", { message: error.message }));
});

const commands = {
  enable: () => void peer.open(),
  send: (command) => peer.send(command.stream, command.function, command.w ?? false, itemOf(command)),
  request: async (command) =>
    describe(await peer.send(command.stream, command.function, true, itemOf(command))),
  reply: (command) =>
    peer.reply({ systemBytes: command.system }, command.stream, command.function, itemOf(command)),
  linktest: () => peer.sendLinkTestReq(),
  select: async () => ({ status: await peer.sendSelectReq() }),
  separate: () => peer.sendSeparateReq(),
  hold: (command) => void (holding = command.on),
  system: (command) => void (peer._systemBytesCounter = command.next - 1),
};

tell("ready");
const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  const command = JSON.parse(line);
  if (command.command === "stop") process.exit(0);
  try {
    tell("result", { id: command.id, ...await commands[command.command](command) });
  } catch (error) {
    tell("result", { id: command.id, error: String(error) });
  }
});
lines.on("close", () => process.exit(0));

function tell(event, fields = {}) {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
}

function itemOf({ item, body = "" }) {
  if (item !== undefined) return build(library, item);
  return body === "" ? null : Secs2ItemParser.fromBuffer(Buffer.from(body, "hex")).item;
}

function describe(message) {
  return {
    stype: message.sType,
    session: message.deviceId,
    stream: message.stream,
    function: message.func,
    w: message.wBit,
    system: message.systemBytes,
    body: message.body?.toBuffer().toString("hex") ?? "",
    // S64F3 and its reply carry items whose values are to be told.
    ...message.stream === 64 && message.func >= 3 ? { item: describeItem(library, message.body) } : {},
  };
}
