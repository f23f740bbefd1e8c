import { A, B, type Item, U4 } from "../../../secs2/mod.ts";
import {
  S7F1,
  S7F17,
  S7F19,
  S7F23,
  S7F25,
  S7F27,
  S7F29,
  S7F3,
  S7F5,
  type SecsByteId,
  type SecsMessage,
} from "../../../secs/mod.ts";
import { PPGNT } from "../../programs/codes.ts";
import type { ProgramAnswer } from "../../programs/host_programs.ts";
import type { EquipmentHost } from "../equipment_host.ts";

/** Process program management: stream 7, if the model has process programs. */
export function servePrograms(host: EquipmentHost): void {
  const { secs, options } = host;
  const programs = host.tool.programs?.host;
  if (programs === undefined) return;

  /** ACKC7; what the tool says of the process program follows the reply. */
  function acknowledged({ ACKC7, verification }: ProgramAnswer, message: SecsMessage): number {
    if (verification === undefined) return ACKC7;
    message.afterReply(async () => {
      const { S7F29: length, S7F27: result } = verification;
      if (length !== undefined && await secs.request(S7F29, length) !== PPGNT.ok) return;
      host.post("S7F27", S7F27.toHost.build(result, host.building()));
    });
    return ACKC7;
  }

  secs.register(S7F1, async (inquire, message) => {
    const { PPGNT: grant, expected: [next] } = await programs.inquire(inquire);
    if (next !== undefined) {
      const wait = { timeout: options.conversationTimeout, edid: itemOfPpid(inquire.PPID) };
      message.afterReply(() => void secs.expectMessage(7, next, wait));
    }
    return grant;
  });
  secs.register(S7F3, async (program, message) => acknowledged(await programs.receive(program), message));
  secs.register(S7F23, async (program, message) => acknowledged(await programs.receive(program), message));
  secs.register(S7F5, (ppid) => programs.request(ppid));
  secs.register(S7F25, (ppid) => programs.requestFormatted(ppid));
  secs.register(S7F17, (ppids) => programs.remove(ppids));
  secs.register(S7F19, () => programs.directory());
}

function itemOfPpid(ppid: SecsByteId): Item {
  if (ppid instanceof Uint8Array) return B(ppid);
  return typeof ppid === "string" ? A(ppid) : U4(Number(ppid));
}
