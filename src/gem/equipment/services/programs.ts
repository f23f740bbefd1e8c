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
  schema,
  type SecsMessage,
} from "../../../secs/mod.ts";
import { PPGNT } from "../../programs/codes.ts";
import type { ProgramAnswer, ProgramVerification } from "../../programs/host_programs.ts";
import { Announced } from "../announced.ts";
import type { EquipmentHost } from "../equipment_host.ts";

/** S9F13 has the PPID as the host wrote it. */
const EDID = schema.id("PPID");
/** The functions that S7F1 may announce. */
const ANNOUNCED = [3, 23];

/** Process program management: S7F1 to S7F29, if the model has process programs. */
export function servePrograms(host: EquipmentHost): void {
  const { secs, options } = host;
  const programs = host.tool.programs?.host;
  if (programs === undefined) return;
  const announced = new Announced(secs, 7, ANNOUNCED, options.conversationTimeout);

  /** What the tool says of the process program follows the reply. */
  function acknowledged({ ACKC7, verification }: ProgramAnswer, message: SecsMessage): number {
    if (verification !== undefined) message.afterReply(() => sendVerification(host, verification));
    return ACKC7;
  }

  secs.register(S7F1, async (inquire, message) => {
    const { PPGNT: grant, expected: [next] } = await programs.inquire(inquire);
    const edid = EDID.build(inquire.PPID, message.replyBuilding());
    if (next !== undefined) message.afterReply(() => announced.expect(next, edid));
    return grant;
  });
  secs.register(S7F3, async (program, message) => acknowledged(await programs.receive(program), message));
  secs.register(S7F23, async (program, message) => acknowledged(await programs.receive(program), message));
  secs.register(S7F5, (ppid) => programs.request(ppid));
  secs.register(S7F25, (ppid) => programs.requestFormatted(ppid));
  secs.register(S7F17, (ppids) => programs.remove(ppids));
  secs.register(S7F19, () => programs.directory());
}

/** S7F27, if the tool has checked a process program; S7F29 asks first, if that is wanted. */
export async function sendVerification(
  host: EquipmentHost,
  verification: ProgramVerification | undefined,
): Promise<void> {
  if (verification === undefined) return;
  const { S7F29: length, S7F27: result } = verification;
  if (length !== undefined && await host.secs.request(S7F29, length) !== PPGNT.ok) return;
  if (host.control.isOnline) host.post(S7F27.toHost, result);
}
