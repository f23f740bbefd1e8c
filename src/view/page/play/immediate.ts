// Browsers wait some ms for a `setTimeout` of a `setTimeout`: the clock of the playground takes a message instead.

const waiting: (() => void)[] = Array.from({ length: 0 });
const channel = new MessageChannel();
channel.port1.onmessage = () => waiting.shift()?.();

Object.assign(globalThis, {
  setImmediate(callback: () => void): void {
    waiting.push(callback);
    channel.port2.postMessage(undefined);
  },
});
