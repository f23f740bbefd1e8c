import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { type NatsCommand, NatsCommands, type NatsLink } from "../../../src/gateway/nats/mod.ts";
import type { ServerProcess } from "../server_process.ts";
import { linkTo, startNats, up, WITHOUT_NATS } from "./scene.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Requester {
  request(
    subject: string,
    body: string,
    options: { readonly timeout: number },
  ): Promise<{ string(): string }>;
  publish(subject: string, body: string): void;
}

/** Two gateways that each serve a tool, and somebody who asks. */
function play(
  name: string,
  run: (
    ask: Requester,
    heard: NatsCommand[],
    errors: unknown[],
    server: ServerProcess,
    links: readonly NatsLink[],
  ) => Promise<void>,
): void {
  test(name, { skip: WITHOUT_NATS, timeout: 30_000 }, async () => {
    const server = await startNats();
    const heard: NatsCommand[] = [];
    const errors: unknown[] = [];
    const links = [await linkTo(server), await linkTo(server)];
    const commands = links.map((link, at) =>
      new NatsCommands(link, {
        site: "FAB",
        answer: (command) => {
          if (command.tool !== `ETCH-${at}`) return Promise.resolve(undefined);
          heard.push(command);
          if (command.name === "fail") return Promise.reject(new Error("it failed"));
          return Promise.resolve(encode(`${at}: ${new TextDecoder().decode(command.body)}`));
        },
        onError: (error) => errors.push(error),
      })
    );
    const client = await linkTo(server);
    for (const link of [...links, client]) {
      link.start();
      await up(link);
    }
    await run(client.connection as unknown as Requester, heard, errors, server, links);
    await Promise.all(commands.map((one) => one.close()));
    await Promise.all([...links, client].map((link) => link.close()));
    await server.stop();
  });
}

play("the gateway that serves the tool replies, and the other one says nothing", async (ask, heard) => {
  const reply = await ask.request("FAB.A.ETCH-1.command.remote.START", "now", { timeout: 5_000 });
  assertEquals(reply.string(), "1: now");
  assertEquals(heard.map(({ body: _, ...command }) => command), [{
    subject: "FAB.A.ETCH-1.command.remote.START",
    area: "A",
    tool: "ETCH-1",
    name: "remote.START",
  }]);
});

play(
  "what answer() throws is told, and not replied; the next command is answered",
  async (ask, _heard, errors) => {
    await assertRejects(() => ask.request("FAB.A.ETCH-0.command.fail", "", { timeout: 200 }), Error);
    assertEquals(errors.map(String), ["Error: it failed"]);
    assertEquals((await ask.request("FAB.A.ETCH-0.command.x", "y", { timeout: 5_000 })).string(), "0: y");
  },
);

play("a message without a reply subject is no command", async (ask, heard) => {
  ask.publish("FAB.A.ETCH-0.command.x", "lost");
  await ask.request("FAB.A.ETCH-0.command.x", "asked", { timeout: 5_000 });
  assertEquals(heard.map(({ body }) => new TextDecoder().decode(body)), ["asked"]);
});

play(
  "commands are heard again after a restart of the server",
  async (_ask, _heard, _errors, server, links) => {
    const down = Promise.all(
      links.map((link) => new Promise<void>((resolve) => link.onState(({ isUp }) => isUp || resolve()))),
    );
    await server.kill();
    await down;
    await server.start();
    const client = await linkTo(server);
    client.start();
    await Promise.all([...links, client].map(up));
    const asks = client.connection as unknown as Requester;
    assertEquals((await asks.request("FAB.A.ETCH-1.command.x", "z", { timeout: 5_000 })).string(), "1: z");
    await client.close();
  },
);
