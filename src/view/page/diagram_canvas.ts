import { LongScroll, type ShownRows, type TimeAxis } from "../diagram/mod.ts";
import { drawScene } from "./draw/draw_scene.ts";
import { type Palette, readPalette } from "./draw/palette.ts";
import type { PageState } from "./state.ts";

/** Px that are kept between the selected row and the edges. */
const KEEP = 70;

/** Something that stays where it is while the diagram changes: an entry or a time, and px from the top. */
type Place =
  | { readonly entry: number; readonly at?: undefined; readonly below: number }
  | { readonly at: number; readonly entry?: undefined; readonly below: number };

/** Draws the part of the diagram that is seen, once for each picture of the screen in which something has changed. */
export class DiagramCanvas {
  readonly #state: PageState;
  readonly #scroller: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #spacer: HTMLElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #scroll = new LongScroll();
  readonly #ended = new AbortController();
  readonly #watch: ResizeObserver;
  #palette: Palette | undefined;
  #picture = 0;
  #pointedAt: number | undefined;
  #shown: number | undefined;
  #wanted: { readonly at: number } | undefined;
  #axisHeight = -1;
  /** The axis and the rows that were drawn last. */
  #axis: TimeAxis | undefined;
  #shownRows: ShownRows | undefined;

  /** Draws into a canvas that lies in a scroller, beside a spacer that is as long as the whole diagram. */
  constructor(state: PageState, scroller: HTMLElement, canvas: HTMLCanvasElement, spacer: HTMLElement) {
    this.#state = state;
    this.#scroller = scroller;
    this.#canvas = canvas;
    this.#spacer = spacer;
    this.#context = canvas.getContext("2d", { alpha: false })!;
    const { signal } = this.#ended;
    scroller.addEventListener("scroll", () => this.#scrolled(), { signal, passive: true });
    scroller.addEventListener("pointermove", (event) => this.#point(event), { signal, passive: true });
    scroller.addEventListener("pointerleave", () => this.#leave(), { signal });
    scroller.addEventListener("click", (event) => this.#click(event), { signal });
    this.#watch = new ResizeObserver(() => this.#resized());
    this.#watch.observe(scroller);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint(), { signal });
    document.addEventListener("themechange", () => this.repaint(), { signal });
  }

  /** Reads all of the state that is drawn, so that it is called again when some of it changes. */
  look(): void {
    const { axis, bars, rows, selected, link, sloped, version, following, wantedTime, geometry } =
      this.#state;
    const wasAtEnd = this.#scroll.top >= this.#axisHeight - this.#scroller.clientHeight - 40;
    bars.value;
    rows.value;
    link.value;
    sloped.value;
    version.value;
    geometry.value;
    const place = axis.value === this.#axis ? undefined : this.#place();
    this.#axis = axis.value;
    this.#resize();
    const isNew = selected.value !== undefined && selected.value !== this.#shown;
    if (following.value === "yes" && wasAtEnd && this.#axisHeight > 0) this.#goTo(Infinity);
    else this.#putBack(place);
    if (isNew) this.#show(selected.value!);
    this.#shown = selected.value;
    const wanted = wantedTime.value;
    if (wanted !== this.#wanted && wanted !== undefined) this.#showTime(wanted.at);
    this.#wanted = wanted;
    this.#draw();
  }

  /** What is looked at: the selected row if it is seen, otherwise the time in the middle; and how far from the top. */
  #place(): Place | undefined {
    const axis = this.#axis;
    if (axis === undefined || this.#shownRows === undefined) return undefined;
    const view = this.#scroller.clientHeight;
    const { top } = this.#scroll;
    const row = this.#shown === undefined ? undefined : this.#shownRows.rowOf(this.#shown);
    const below = row === undefined ? -1 : axis.yOfRow(row) - top;
    if (below >= 0 && below <= view) return { entry: this.#shown!, below };
    return { at: axis.timeOfY(top + view / 2), below: view / 2 };
  }

  /** Puts what was looked at where it was, in the present axis. */
  #putBack(place: Place | undefined): void {
    const { axis, rows } = this.#state;
    this.#shownRows = rows.peek();
    if (place === undefined) return;
    const row = place.entry === undefined ? undefined : rows.peek().rowOf(place.entry);
    const at = place.at ?? this.#state.story.at(place.entry!);
    const y = row === undefined ? axis.peek().yOfTime(at) : axis.peek().yOfRow(row);
    this.#goTo(y - place.below);
  }

  /** Reads the colours anew, and draws. */
  repaint(): void {
    this.#palette = undefined;
    this.#draw();
  }

  /** Lets go of the page. */
  end(): void {
    this.#ended.abort();
    this.#watch.disconnect();
    cancelAnimationFrame(this.#picture);
  }

  #resized(): void {
    const { clientWidth, clientHeight } = this.#scroller;
    const ratio = devicePixelRatio;
    this.#canvas.width = Math.round(clientWidth * ratio);
    this.#canvas.height = Math.round(clientHeight * ratio);
    this.#canvas.style.width = `${clientWidth}px`;
    this.#canvas.style.height = `${clientHeight}px`;
    const wasShown = this.#shown;
    this.#state.width.value = clientWidth;
    this.#resize();
    if (wasShown !== undefined) this.#show(wasShown);
    this.#paint();
  }

  #resize(): void {
    const view = this.#scroller.clientHeight;
    const height = Math.max(this.#state.axis.peek().height, view);
    this.#axisHeight = height;
    this.#scroll.resize(height, view);
    this.#spacer.style.height = `${Math.max(this.#scroll.elementHeight - view, 0)}px`;
    this.#tell();
  }

  #scrolled(): void {
    const { scrollTop } = this.#scroller;
    const to = this.#scroll.scrolled(scrollTop);
    if (to !== scrollTop) this.#scroller.scrollTop = to;
    this.#tell();
    this.#draw();
  }

  /** Says which times are seen. */
  #tell(): void {
    const axis = this.#state.axis.peek();
    const { top } = this.#scroll;
    const [from, to] = [axis.timeOfY(top), axis.timeOfY(top + this.#scroller.clientHeight)];
    const { seen } = this.#state;
    if (seen.peek()[0] !== from || seen.peek()[1] !== to) seen.value = [from, to];
  }

  #show(entry: number): void {
    const { axis, rows } = this.#state;
    const row = rows.peek().rowOf(entry);
    if (row === undefined) return;
    const y = axis.peek().yOfRow(row);
    const view = this.#scroller.clientHeight;
    const { top } = this.#scroll;
    if (y < top + KEEP) this.#goTo(y - top < -view ? y - view / 3 : y - KEEP);
    else if (y > top + view - KEEP) this.#goTo(y - top > view * 2 ? y - view / 3 : y - view + KEEP);
  }

  #showTime(at: number): void {
    this.#goTo(this.#state.axis.peek().yOfTime(at) - this.#scroller.clientHeight / 2);
  }

  #goTo(top: number): void {
    this.#scroller.scrollTop = this.#scroll.goTo(top);
    this.#tell();
    this.#draw();
  }

  #entryAt(event: MouseEvent): number | undefined {
    const { axis, rows } = this.#state;
    const y = event.clientY - this.#scroller.getBoundingClientRect().top + this.#scroll.top + 4;
    const row = axis.peek().rowAtY(y);
    if (row < 0) return undefined;
    const distance = y - axis.peek().yOfRow(row);
    return distance < -26 || distance > 70 ? undefined : rows.peek().entryAt(row);
  }

  #point(event: PointerEvent): void {
    const at = this.#entryAt(event);
    if (at === this.#pointedAt) return;
    this.#pointedAt = at;
    this.#draw();
  }

  #leave(): void {
    this.#pointedAt = undefined;
    this.#draw();
  }

  #click(event: MouseEvent): void {
    const entry = this.#entryAt(event);
    if (entry === undefined) return;
    this.#shown = entry;
    this.#state.open(entry);
  }

  #draw(): void {
    cancelAnimationFrame(this.#picture);
    this.#picture = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#picture);
    const { story, link, geometry, rows, axis, bars, selected, sloped, zone, scale } = this.#state;
    this.#palette ??= readPalette(this.#scroller);
    this.#context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    drawScene({
      context: this.#context,
      palette: this.#palette,
      geometry: geometry.peek(),
      story,
      link: link.peek(),
      rows: rows.peek(),
      axis: axis.peek(),
      bars: bars.peek(),
      top: this.#scroll.top,
      height: this.#scroller.clientHeight,
      selected: selected.peek(),
      pointedAt: this.#pointedAt,
      isSloped: sloped.peek(),
      zone,
      isCompact: scale.peek() === "compact",
    });
  }
}
