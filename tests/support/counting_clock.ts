import { type Clock, systemClock } from "@secs/hsms";

/** The system's clock, with a count of the timers that are armed. */
export class CountingClock implements Clock {
  armed = 0;

  now(): number {
    return systemClock.now();
  }

  schedule(callback: () => void, delay: number): () => void {
    let open = true;
    const end = (): void => {
      if (open) this.armed--;
      open = false;
    };
    this.armed++;
    const cancel = systemClock.schedule(() => (end(), callback()), delay);
    return () => (end(), cancel());
  }
}
