import {
  NO_BODY,
  S13F1,
  S13F3,
  S13F5,
  S13F7,
  S13F9,
  S7F37,
  S7F39,
  S7F41,
  S7F43,
  type SecsMessage,
} from "../../../secs/mod.ts";
import type { ProcessProgramKind } from "../../definition/equipment_definition.ts";
import { ACKC13, ACKC7 } from "../../programs/codes.ts";
import type { DataSetPeer } from "../../programs/read_data_set.ts";
import type { EquipmentHost } from "../equipment_host.ts";
import { sendVerification } from "./programs.ts";

/** Large process programs: S7F37 to S7F44, with the data sets of stream 13. */
export function serveLargePrograms(host: EquipmentHost): void {
  const { secs, tool, options } = host;
  const large = tool.programs?.largeFor(options.largePrograms);
  if (large === undefined) return;
  const { dataSets } = large;
  const peer: DataSetPeer = {
    open: (value) => secs.request(S13F3, value),
    read: (value) => secs.request(S13F5, value),
    close: (value) => secs.request(S13F7, value),
  };

  /** The host reads what it has asked for once it knows that it may. */
  async function request(kind: ProcessProgramKind, DSNAME: string, message: SecsMessage): Promise<number> {
    const code = await large!.request(kind, DSNAME);
    if (code === ACKC7.accepted) message.afterReply(() => secs.request(S13F1, { DSNAME }));
    return code;
  }

  secs.register(S7F37, (name) => large.announce("unformatted", name));
  secs.register(S7F39, (name) => large.announce("formatted", name));
  secs.register(S7F41, (name, message) => request("unformatted", name, message));
  secs.register(S7F43, (name, message) => request("formatted", name, message));
  secs.register(S13F1, (name, message) => {
    const answer = large.mayRead(name);
    if (answer.ACKC13 === ACKC13.ok) {
      message.afterReply(async () =>
        sendVerification(host, (await large.receive(name.DSNAME, peer)).verification)
      );
    }
    return answer;
  });
  secs.register(S13F3, (value) => dataSets.open(value));
  secs.register(S13F5, (value) => dataSets.read(value));
  secs.register(S13F7, (value) => dataSets.close(value));
  secs.register(S13F9, () => {
    dataSets.reset();
    return NO_BODY;
  });
  secs.protocol.on("deselected", () => large.end());
}
