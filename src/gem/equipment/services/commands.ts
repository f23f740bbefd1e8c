import { S2F21, S2F41, S2F49, type SecsMessage, type SecsRemoteCommand } from "../../../secs/mod.ts";
import { CMDA, HCACK } from "../acks.ts";
import { carryOutCommand, type CommandOutcome } from "../commands.ts";
import type { EquipmentHost } from "../equipment_host.ts";

/** Remote control: S2F41, S2F49, and S2F21, the old form. */
export function serveCommands(host: EquipmentHost): void {
  const { secs, tool } = host;

  /** Events that the command triggers follow its answer. */
  async function carryOut(command: SecsRemoteCommand, message: SecsMessage): Promise<CommandOutcome> {
    const { name, isRemote, options: { localHcack } } = host;
    host.answers.begin(message);
    const report = (error: unknown): void => tool.report(error);
    const { encoding } = secs.dialect;
    const outcome = await carryOutCommand(tool, { name, isRemote, localHcack, encoding, report }, command);
    host.answers.later(message, outcome.later);
    return outcome;
  }

  secs.register(S2F41, async (command, message) => {
    const { hcack, refused } = await carryOut(command, message);
    return { HCACK: hcack, PARAMETERS: refused.map(({ name, code }) => ({ CPNAME: name, CPACK: code })) };
  });
  secs.register(S2F49, async ({ OBJSPEC, RCMD, PARAMETERS }, message) => {
    if (OBJSPEC !== "") return { HCACK: HCACK.unknownObject, PARAMETERS: [] };
    const given = PARAMETERS.map(({ CPNAME, CEPVAL }) => ({ CPNAME, CPVAL: CEPVAL }));
    const { hcack, refused } = await carryOut({ RCMD, PARAMETERS: given }, message);
    return { HCACK: hcack, PARAMETERS: refused.map(({ name, code }) => ({ CPNAME: name, CEPACK: code })) };
  });
  secs.register(S2F21, async (RCMD, message) => {
    const { hcack } = await carryOut({ RCMD, PARAMETERS: [] }, message);
    if (hcack === HCACK.done || hcack === HCACK.willFinish) return CMDA.done;
    return hcack === HCACK.unknownCommand ? CMDA.unknownCommand : CMDA.cannotNow;
  });
}
