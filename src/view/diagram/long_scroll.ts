/** A place on a way that is longer than an element of a page can be, moved by an element that scrolls. */
export class LongScroll {
  /** Longest element in px: browsers do not draw longer ones. */
  static readonly longest = 8_000_000;
  /** The place, in px of the way. */
  top = 0;
  #height = 0;
  #view = 0;
  /** Where the element is scrolled to, as far as is known. */
  #scrolled = 0;

  /** The height of the element in px. */
  get elementHeight(): number {
    return Math.min(this.#height, LongScroll.longest);
  }

  /** Tells the length of the way and the height of what is seen of it. */
  resize(height: number, view: number): void {
    this.#height = height;
    this.#view = view;
    this.top = this.#within(this.top);
  }

  /** The element was scrolled, by wheel, key, finger or its bar; returns where it is to be scrolled to. */
  scrolled(to: number): number {
    const moved = to - this.#scrolled;
    this.#scrolled = to;
    if (this.#height <= LongScroll.longest) {
      this.top = this.#within(to);
      return to;
    }
    const isStep = Math.abs(moved) <= this.#view * 2;
    this.top = this.#within(isStep ? this.top + moved : to / this.#lastElement * this.#last);
    const isNearEnd = to < this.#view || to > this.#lastElement - this.#view;
    if (isStep && isNearEnd) this.#scrolled = this.#toElement(this.top);
    return this.#scrolled;
  }

  /** Goes to a place; returns where the element is to be scrolled to. */
  goTo(top: number): number {
    this.top = this.#within(top);
    this.#scrolled = this.#toElement(this.top);
    return this.#scrolled;
  }

  get #last(): number {
    return Math.max(this.#height - this.#view, 0);
  }

  get #lastElement(): number {
    return Math.max(this.elementHeight - this.#view, 0);
  }

  #within(top: number): number {
    return Math.min(Math.max(top, 0), this.#last);
  }

  #toElement(top: number): number {
    if (this.#height <= LongScroll.longest || top <= 0 || top >= this.#last) {
      return this.#last === 0 ? 0 : top / this.#last * this.#lastElement;
    }
    // Only the ends of the way are at the ends of the element, which scrolls no further.
    const place = Math.round(top / this.#last * this.#lastElement);
    return Math.min(Math.max(place, 1), this.#lastElement - 1);
  }
}
