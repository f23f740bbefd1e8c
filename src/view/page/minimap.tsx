import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { countTraffic, type Traffic } from "../diagram/mod.ts";
import { readPalette } from "./draw/palette.ts";
import type { PageState } from "./state.ts";

/** Px of one part of the time. */
const PART = 2;

/** The traffic of the whole recording; what is seen of it can be dragged. */
export function Minimap({ state }: { readonly state: PageState }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    let traffic: Traffic | undefined;
    let picture = 0;
    const draw = (): void => {
      cancelAnimationFrame(picture);
      picture = requestAnimationFrame(() => {
        traffic ??= trafficOf(state, element.clientHeight);
        paint(element, traffic, state.seen.peek());
      });
    };
    const stopCounting = effect(() => {
      state.rows.value;
      traffic = undefined;
      draw();
    });
    const stopSeeing = effect(() => {
      state.seen.value;
      draw();
    });
    const watch = new ResizeObserver(() => {
      traffic = undefined;
      draw();
    });
    watch.observe(element);
    document.addEventListener("themechange", draw);
    const go = (event: PointerEvent): void => {
      if (event.buttons === 0 || traffic === undefined) return;
      element.setPointerCapture(event.pointerId);
      const box = element.getBoundingClientRect();
      const share = Math.min(Math.max((event.clientY - box.top) / box.height, 0), 1);
      state.wantedTime.value = { at: traffic.from + share * (traffic.to - traffic.from) };
    };
    element.addEventListener("pointerdown", go);
    element.addEventListener("pointermove", go);
    return () => {
      stopCounting();
      stopSeeing();
      watch.disconnect();
      document.removeEventListener("themechange", draw);
      cancelAnimationFrame(picture);
    };
  }, []);
  return <canvas class="minimap" ref={canvas} aria-hidden="true" />;
}

function trafficOf({ story, rows }: PageState, height: number): Traffic {
  const shown = rows.peek();
  return countTraffic({
    length: shown.length,
    at: (row) => story.at(shown.entryAt(row)),
    fromOf: (row) =>
      story.kindOf(shown.entryAt(row)) === "frame" ? story.fromOf(shown.entryAt(row)) : undefined,
    faultOf: (row) =>
      story.faultsAt(shown.entryAt(row)).reduce<0 | 1 | 2>(
        (worst, { severity }) => severity === "bad" ? 2 : worst === 0 ? 1 : worst,
        0,
      ),
  }, Math.max(Math.floor(height / PART), 1));
}

function paint(
  canvas: HTMLCanvasElement,
  traffic: Traffic,
  [seenFrom, seenTo]: readonly [number, number],
): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  const context = canvas.getContext("2d")!;
  const palette = readPalette(canvas);
  context.scale(devicePixelRatio, devicePixelRatio);
  const { from, to, left, right, faults } = traffic;
  const middle = width / 2;
  let most = 1;
  for (let part = 0; part < left.length; part++) most = Math.max(most, left[part]!, right[part]!);
  const length = (count: number): number =>
    count === 0 ? 0 : 2 + (middle - 5) * Math.log1p(count) / Math.log1p(most);
  context.fillStyle = palette.off;
  for (let part = 0; part < left.length; part++) {
    const y = part * PART;
    context.fillRect(middle - length(left[part]!), y, length(left[part]!), PART - 0.5);
    context.fillRect(middle, y, length(right[part]!), PART - 0.5);
  }
  for (let part = 0; part < faults.length; part++) {
    if (faults[part] === 0) continue;
    context.fillStyle = faults[part] === 2 ? palette.bad : palette.note;
    context.fillRect(0, part * PART - 0.5, width, 2);
  }
  const yOf = (at: number): number => to > from ? (at - from) / (to - from) * height : 0;
  const top = Math.min(Math.max(yOf(seenFrom), 0), height - 8);
  const bottom = Math.min(Math.max(yOf(seenTo), top + 8), height);
  context.globalAlpha = 0.16;
  context.fillStyle = palette.accent;
  context.fillRect(0, top, width, bottom - top);
  context.globalAlpha = 1;
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  context.strokeRect(0.75, top + 0.75, width - 1.5, bottom - top - 1.5);
}
