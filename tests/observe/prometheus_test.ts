import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { GemHandler, HsmsProtocol, S1F1 } from "@secs/hsms";
import { linkMetrics, prometheusText } from "@secs/hsms/observe";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";

test("labels are escaped as Prometheus wants it, and a metric without labels has no braces", () => {
  const text = prometheusText([
    { name: "a", type: "gauge", help: "A.", samples: [[1, {}], [0.5, { peer: 'x"y\\z\nend', b: "c" }]] },
    { name: "none_total", type: "counter", help: "None.", samples: [] },
  ]);
  assertEquals(
    text,
    '# HELP a A.\n# TYPE a gauge\na 1\na{peer="x\\"y\\\\z\\nend",b="c"} 0.5\n' +
      "# HELP none_total None.\n# TYPE none_total counter\n",
  );
});

test("nothing is an empty text", () => {
  assertEquals(prometheusText([]), "");
});

test("what stats() counts of two GEM handlers is one text, a block for each metric", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork();
  const options = { network, clock, role: "equipment", mdln: "ETCH-3", softrev: "1.2.0" } as const;
  const tool = new GemHandler("*", 5000, false, 0, "fab", options);
  const host = new GemHandler("127.0.0.1", 5000, true, 0, "ETCH-3", { network, clock });
  await tool.enable();
  await host.enable();
  await host.waitForCommunicating();
  await host.request(S1F1);
  const linktest = host.secs.protocol.sendLinktestReq();
  await clock.advance(0);
  await linktest;
  const { sent, received } = host.stats();
  const lines = prometheusText(linkMetrics([host, tool])).split("\n");
  const of = (name: string): string[] =>
    lines.filter((line) => line.startsWith(name) && line.includes("ETCH"));
  assertEquals(of("hsms_frames_total"), [
    `hsms_frames_total{peer="ETCH-3",direction="sent"} ${sent.frames}`,
    `hsms_frames_total{peer="ETCH-3",direction="received"} ${received.frames}`,
  ]);
  assertEquals(
    of("hsms_io_bytes_total")[0],
    `hsms_io_bytes_total{peer="ETCH-3",direction="sent"} ${sent.bytes}`,
  );
  assertEquals(of("hsms_linktest_round_trip_seconds"), ['hsms_linktest_round_trip_seconds{peer="ETCH-3"} 0']);
  for (const up of ["hsms_connected", "hsms_selected", "gem_communicating"]) {
    assertEquals(lines.filter((line) => line.startsWith(up)), [
      `${up}{peer="ETCH-3"} 1`,
      `${up}{peer="fab"} 1`,
    ]);
  }
  assertEquals(lines.filter((line) => line.startsWith("# TYPE")).length, 12);
  await host.disable();
  await tool.disable();
  assertEquals(
    prometheusText(linkMetrics([tool])).split("\n").filter((line) => /^(?:hsms_con|hsms_sel|gem)/.test(line)),
    ['hsms_connected{peer="fab"} 0', 'hsms_selected{peer="fab"} 0', 'gem_communicating{peer="fab"} 0'],
  );
});

test("a timer that ran out has a label with its name, and a handler of HSMS has no GEM", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork();
  const tool = new HsmsProtocol("127.0.0.1", 5000, false, 0, "fab", { network, clock });
  await tool.enable();
  await network.dial({ address: "127.0.0.1", port: 5000 }, {});
  await clock.settle();
  await clock.advance(tool.timeouts.t7);
  const text = prometheusText(linkMetrics([tool]));
  assertEquals(/^hsms_timeouts_total.*$/m.exec(text)![0], 'hsms_timeouts_total{peer="fab",timer="T7"} 1');
  assertEquals(/^gem_.*$/m.exec(text), null);
  await tool.disable();
});
