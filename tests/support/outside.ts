/** What `work` throws where nobody catches it: in microtasks, which run at its end. */
export function catchOutside(work: () => void): unknown[] {
  const { queueMicrotask } = globalThis;
  const tasks: (() => void)[] = [];
  globalThis.queueMicrotask = (task) => void tasks.push(task);
  try {
    work();
  } finally {
    globalThis.queueMicrotask = queueMicrotask;
  }
  return tasks.flatMap((task) => {
    try {
      task();
      return [];
    } catch (error) {
      return [error];
    }
  });
}
