import { MemoryStore } from "../../src/gem/mod.ts";
import { JournaledSink, MemorySink, NdjsonSink } from "../../src/gateway/mod.ts";
import { VirtualClock } from "@secs/hsms/testing";
import { MemoryPlace } from "./memory_place.ts";
import { sinkContract } from "./sink_contract.ts";

sinkContract("MemorySink", () => {
  const sink = new MemorySink();
  return Promise.resolve({
    sink,
    ids: () => Promise.resolve(sink.messages.map(({ id }) => id)),
    leave: () => sink.leave(),
    comeBack: () => sink.comeBack(),
    end: () => sink.close(),
  });
});

sinkContract("NdjsonSink", () => {
  const place = new MemoryPlace();
  const sink = new NdjsonSink(place);
  return Promise.resolve({
    sink,
    ids: () => Promise.resolve(place.durable.map(({ id }) => id)),
    leave: () => void (place.failing = "append"),
    comeBack: () => void (place.failing = undefined),
    end: () => sink.close(),
  });
});

sinkContract("JournaledSink", async () => {
  const memory = new MemorySink();
  // There is no room in the journal: it is away when the sink is.
  const sink = new JournaledSink(memory, new MemoryStore(), { clock: new VirtualClock(), maxBytes: 1 });
  await sink.open();
  return {
    sink,
    ids: () => Promise.resolve(memory.messages.map(({ id }) => id)),
    leave: () => memory.leave(),
    comeBack: () => memory.comeBack(),
    end: () => sink.close(),
  };
});
