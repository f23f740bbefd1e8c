// deno-lint-ignore-file no-console
// A program that only reads and writes packets.

import { FrameDecoder, HsmsPacket, linktestReq, linktestRsp, selectReq } from "@secs/hsms/core";

const heard: HsmsPacket[] = [];
new FrameDecoder().push(selectReq(1).encode(), (packet) => heard.push(packet));
heard.push(HsmsPacket.decode(linktestRsp(linktestReq(2)).encode()));
console.log(heard.map(({ header }) => header.name).join(", "));
