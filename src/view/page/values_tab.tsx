import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { formatCount, formatTime, nearest } from "../diagram/mod.ts";
import type { Series } from "../story/mod.ts";
import { readPalette } from "./draw/palette.ts";
import type { PageState } from "./state.ts";

/** The values of variables over time, as a plot; a click goes to the message that brought the value. */
export function ValuesTab({ state }: { readonly state: PageState }) {
  const series = useComputed(() => {
    state.version.value;
    return state.story.series(state.link.value);
  });
  const chosen = useSignal(0);
  const one = series.value[Math.min(chosen.value, series.value.length - 1)];
  if (one === undefined) {
    return (
      <p class="empty">
        No message of this recording brings numbers. Values come with the events of a tool; a model file names
        them.
      </p>
    );
  }
  return (
    <div class="values">
      <h2>Values over time</h2>
      <label>
        Variable{" "}
        <select value={chosen.value} onChange={(event) => chosen.value = Number(event.currentTarget.value)}>
          {series.value.map(({ name, units, values }, i) => (
            <option key={name} value={i}>
              {`${name}${units === undefined ? "" : `, ${units}`} (${formatCount(values.length)})`}
            </option>
          ))}
        </select>
      </label>
      <Plot state={state} series={one} />
      <p class="quiet">
        Click a point to see the message that brought it. Drag to look closer, click twice to see all.
      </p>
      <ValueTable state={state} series={one} />
    </div>
  );
}

function Plot({ state, series }: { readonly state: PageState; readonly series: Series }) {
  const place = useRef<HTMLDivElement>(null);
  const shownTheme = useSignal(0);
  useEffect(() => {
    const redraw = (): void => {
      shownTheme.value++;
    };
    document.addEventListener("themechange", redraw);
    return () => document.removeEventListener("themechange", redraw);
  }, []);
  useEffect(() => {
    const element = place.current!;
    const palette = readPalette(element);
    const axis = {
      stroke: palette.quiet,
      grid: { stroke: palette.line, width: 1 },
      ticks: { stroke: palette.line },
    };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: 240,
        legend: { show: true },
        series: [
          { value: "{HH}:{mm}:{ss}.{fff}" },
          {
            label: series.name,
            stroke: palette.accent,
            width: 1.5,
            points: { show: series.values.length < 500, size: 6, fill: palette.paper },
          },
        ],
        axes: [
          {
            ...axis,
            space: 80,
            values: (_, splits) => splits.map((at) => formatTime(at * 1000, state.zone).slice(0, 8)),
          },
          { ...axis, size: 60 },
        ],
        cursor: { y: false },
      },
      [series.times.map((time) => time / 1000), series.values],
      element,
    );
    plot.over.addEventListener("click", () => {
      const { left = -1 } = plot.cursor;
      const at = nearest(series.times, plot.posToVal(left, "x") * 1000);
      if (at >= 0) state.select(series.entries[at]!);
    });
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: 240 }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [series, shownTheme.value]);
  return <div class="plot" ref={place} role="img" aria-label={`${series.name} over time`} />;
}

/** Maximum number of values that are listed. */
const MAX_VALUES = 200;

function ValueTable({ state, series }: { readonly state: PageState; readonly series: Series }) {
  return (
    <details>
      <summary>As a table</summary>
      <table>
        <tbody>
          {[...series.entries.slice(-MAX_VALUES)].map((entry, i) => {
            const at = Math.max(series.entries.length - MAX_VALUES, 0) + i;
            return (
              <tr key={at}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => state.open(entry)}>
                    {state.timeOf(entry)}
                  </button>
                </th>
                <td>{series.values[at]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
