import { linktestReq, streamFunction } from "@secs/hsms";
import { inPieces } from "./inputs.ts";
import { type Fault, ProtocolScene } from "./protocol_scene.ts";
import { anyProtocolPlay, type ProtocolInput, type ProtocolStep } from "./protocol_steps.ts";
import type { Target } from "./target.ts";
import { trap } from "./trap.ts";

/** Whatever a peer sends and however it ends: the process lives, the healthy pair is not disturbed, and nothing is left. */
export function protocolTarget(fault: Fault = () => {}): Target<ProtocolInput> {
  return {
    name: "protocol",
    share: 3,
    waits: true,
    inputs: anyProtocolPlay,
    check: async (input) => {
      const scene = new ProtocolScene(input);
      await scene.start();
      fault(scene);
      if (input.selected) scene.accept();
      await scene.clock.settle();
      for (const step of input.steps) {
        await take(scene, step);
        await scene.clock.settle();
        scene.check();
      }
      await scene.end();
      trap.check();
    },
  };
}

async function take(scene: ProtocolScene, step: ProtocolStep): Promise<void> {
  const { clock, handler, peer, pair } = scene;
  switch (step.do) {
    case "bytes":
      inPieces(step.bytes, step.sizes, (piece) => (peer?.send(piece), true));
      return await pair.request();
    case "pass":
      await clock.advance(step.ms);
      return await pair.request();
    case "accept":
      return scene.accept();
    case "answer":
      return scene.answer(step.more);
    case "reconnect":
      return await scene.reconnect();
    case "end":
    case "reset":
    case "pause":
    case "resume":
      return peer?.[step.do]();
    case "request":
      return await request(scene, step);
    case "select":
      return scene.call(() => handler.sendSelectReq({ sessionId: step.session }));
    case "deselect":
      return scene.call(() => handler.sendDeselectReq({ sessionId: step.session }));
    case "separate":
      return scene.call(() => handler.sendSeparateReq(step.session));
    case "send":
      return scene.call(() => handler.sendStreamFunction(streamFunction(6, 11, new Uint8Array(50))));
    case "large":
      return scene.call(() => handler.sendStreamFunction(streamFunction(7, 3, new Uint8Array(70_000))));
    case "linktest":
      return scene.call(() => handler.sendLinktestReq());
    case "reject":
      return scene.call(() => handler.sendRejectReq(linktestReq(7), 1));
    case "disconnect":
      return void handler.connection.disconnect();
    case "disable":
      return scene.call(() => handler.disable());
    case "enable":
      return scene.call(() => handler.enable());
  }
}

async function request(scene: ProtocolScene, step: ProtocolStep & { do: "request" }): Promise<void> {
  const { stream, func, session, aborted } = step;
  const abort = new AbortController();
  const reason = new Error("given up");
  const primary = streamFunction(stream, func, undefined, { sessionId: session });
  const options = aborted ? { signal: abort.signal } : {};
  scene.call(() => scene.handler.sendAndWaitForResponse(primary, options), reason);
  if (!aborted) return;
  await scene.clock.settle();
  abort.abort(reason);
}
