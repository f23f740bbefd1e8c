import { start } from "/work/wt/page/src/view/page/start.tsx";
import { FakeStory, type FakeEntry } from "/work/wt/page/tests/view/fake_story.ts";
import { encodeItem, A, L, U4, U2, F4, B } from "/work/wt/page/src/secs2/mod.ts";

const entries: FakeEntry[] = [];
let at = Date.UTC(2026, 10, 28, 9, 41, 7, 250);
let system = 1;
function push(e: Partial<FakeEntry>) { entries.push({ at, ...e } as FakeEntry); }
push({ kind: "opened", from: 0 });
at += 3; push({ from: 0, header: { sType: 1, sessionId: 0xffff, system } });
at += 5; push({ from: 1, header: { sType: 2, sessionId: 0xffff, system } });
at += 400; system++;
push({ from: 0, header: { stream: 1, function: 13, requireResponse: true, system }, body: encodeItem(L()) });
at += 41; push({ from: 1, header: { stream: 1, function: 14, system }, body: encodeItem(L(B(0), L(A("ETCH-3"), A("1.2.0")))) });
const N = Number(new URLSearchParams(location.hash.slice(1)).get("n") ?? 12);
for (let i = 0; i < N; i++) {
  at += i % 7 === 3 ? 14_300 : 230; system++;
  push({ from: 1, header: { stream: 6, function: 11, requireResponse: true, system }, body: encodeItem(L(U4(i), U4(4001), L(L(U4(1), L(A("LOT-7"), F4(1.25)))))),
    moment: { kind: "event", name: ["LotStarted","WaferDone","LotDone"][i%3]!, values: [{ name: "LotId", text: '"LOT-7"' }, { name: "ChamberPressure", text: "1.25", number: 1.25, units: "Pa" }] } });
  at += 12 + i % 40; push({ from: 0, header: { stream: 6, function: 12, system }, body: encodeItem(B(0)) });
  if (i % 5 === 4) { at += 100; system++; push({ from: 1, header: { stream: 5, function: 1, requireResponse: true, system }, body: encodeItem(L(B(0x84), U4(5001), A("The chamber door is open"))), moment: { kind: "alarm-set", name: "DoorOpen", values: [{name:"ALTX", text:'"The chamber door is open"'}] } }); at += 9; push({ from: 0, header: { stream: 5, function: 2, system }, body: encodeItem(B(0)) }); }
}
at += 900; system++;
push({ from: 0, header: { stream: 2, function: 41, requireResponse: true, system }, body: encodeItem(L(A("START"), L(L(A("LotId"), A("LOT-8"))))) });
at += 5000; system++;
push({ from: 0, header: { sType: 5, sessionId: 0xffff, system } }); at += 2; push({ from: 1, header: { sType: 6, sessionId: 0xffff, system } });
at += 40_000; system++;
push({ from: 0, header: { stream: 9, function: 9, system }, body: encodeItem(B(0,0,0,0,0,0,0,0,0,0)), faults: [{ kind: "no-reply", severity: "bad", title: "No reply to S2F41 within T3 (45 s)", meaning: "The tool took the request and never answered it. Look at the tool's program: what does it do with S2F41, and does it wait for the process? A longer T3 helps only if the reply comes later." }] });
at += 200; push({ from: 1, kind: "bytes", bytes: new Uint8Array([1,2,3,4,5]), why: "a length field of 16909060 is too long", faults: [{ kind: "not-a-frame", severity: "note", title: "5 bytes are not a frame", meaning: "The sender lost its place in the stream, or it does not speak HSMS. Check what sits on this port." }] });
at += 1000; push({ kind: "closed", from: 1, why: "the tool closed the connection" });
at += 10_000; push({ kind: "opened", from: 0 }); at += 2; push({ from: 0, header: { sType: 1, sessionId: 0xffff, system: ++system } });
const t0 = entries[0].at, tc = entries.at(-3)!.at;
start(document.getElementById("app")!, new FakeStory(entries, [
  { kind: "link", spans: [{ state: "NOT SELECTED", from: t0, to: t0 + 8, tone: "waiting", because: "" }, { state: "SELECTED", from: t0 + 8, to: tc, tone: "good", because: "" }, { state: "NOT CONNECTED", from: tc, to: tc + 10_000, tone: "bad", because: "" }, { state: "NOT SELECTED", from: tc + 10_000, to: undefined, tone: "waiting", because: "" }] },
  { kind: "communication", spans: [{ state: "COMMUNICATING", from: t0 + 449, to: tc, tone: "good", because: "" }] },
  { kind: "control", spans: [{ state: "ON-LINE/REMOTE", from: t0 + 600, to: tc, tone: "good", because: "" }] },
]), { title: "night-shift.pcapng", version: "0.1.0" });
