import { HsmsHeader, HsmsPacket, SType } from "../../../core/mod.ts";
import { sentenceOf } from "../../errors.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { rowsOf } from "../row.ts";
import { type CheckRow, fail, pass, type Verdict, verdict } from "../verdict.ts";

/** An SType that E37 does not have. */
const UNKNOWN_STYPE = 8;

/** What the link below GEM has to do (E37), and what a device id is for. */
export const LINK: readonly CheckRow<CheckedTool>[] = [
  ...rowsOf<CheckedTool>("HSMS (E37)", {
    "Linktest": ["Linktest.req is answered with Linktest.rsp", "read", async (tool) => {
      try {
        await tool.secs.protocol.sendLinktestReq({ timeout: tool.timeout });
        return pass("Linktest.rsp");
      } catch (error) {
        return fail(sentenceOf(error));
      }
    }],
    "unknown-SType": [
      "a message of an SType that is unknown is answered with Reject.req, reason 1, and the session goes on",
      "read",
      rejects,
    ],
  }, { needsOnline: false }),
  ...rowsOf<CheckedTool>("Error messages", {
    "S9F1": ["a primary for another device id is reported with S9F1", "read", otherDevice],
  }),
];

async function rejects(tool: CheckedTool): Promise<Verdict> {
  const system = tool.secs.protocol.getNextSystemCounter();
  const header = new HsmsHeader({ sessionId: 0xffff, sType: UNKNOWN_STYPE, system });
  const packet = await answerTo(
    tool,
    header,
    (one) => one.sType === SType.rejectReq && one.system === system,
  );
  if (packet === undefined) return fail(`no Reject.req came within ${tool.timeout} ms`);
  const { function: reason } = packet.header;
  return verdict(reason === 1 && tool.isConnected, `Reject.req, reason ${reason}`);
}

async function otherDevice(tool: CheckedTool): Promise<Verdict> {
  const { protocol, session } = tool.secs;
  const sessionId = session.sessionId ^ 1;
  const system = protocol.getNextSystemCounter();
  const header = new HsmsHeader({ sessionId, stream: 1, function: 1, requireResponse: true, system });
  const packet = await answerTo(
    tool,
    header,
    ({ stream, function: func, system: of }) => stream === 9 && func === 1 || stream === 1 && of === system,
  );
  if (packet === undefined) return fail(`nothing came within ${tool.timeout} ms`);
  return verdict(packet.header.stream === 9, packet.header.name);
}

/** Sends a header as it is; the first message of the tool that is meant, or undefined if none comes in time. */
async function answerTo(
  tool: CheckedTool,
  header: HsmsHeader,
  isMeant: (header: HsmsHeader) => boolean,
): Promise<HsmsPacket | undefined> {
  const { connection } = tool.secs;
  return await new Promise((resolve) => {
    const end = (packet: HsmsPacket | undefined): void => {
      off();
      cancel();
      resolve(packet);
    };
    const off = connection.on("received", ({ packet }) => isMeant(packet.header) && end(packet));
    const cancel = tool.clock.schedule(() => end(undefined), tool.timeout);
    connection.sendPacket(new HsmsPacket(header));
  });
}
