/** Sees where SML ends, line by line, without parsing it: outside of its comments and texts it counts brackets. */
export class SmlEnd {
  #depth = 0;
  #last = "";
  #isComment = false;
  #isEmpty = true;
  #hasMore = false;

  /** Number of brackets that are open. */
  get depth(): number {
    return this.#depth;
  }

  /** Whether there is nothing but comments and full stops. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Whether the last line ends with a full stop. */
  get hasStop(): boolean {
    return this.#last === ".";
  }

  /** Whether the last line ends with a bracket, and none is open. */
  get isClosed(): boolean {
    return this.#last === ">" && this.#depth === 0;
  }

  /** Takes the next line; returns whether there is more in it than comments. */
  push(line: string): boolean {
    this.#hasMore = false;
    for (let at = 0; at < line.length;) {
      at = this.#isComment ? this.#afterComment(line, at) : this.#step(line, at);
    }
    return this.#hasMore;
  }

  #afterComment(line: string, at: number): number {
    const end = line.indexOf("*/", at);
    this.#isComment = end < 0;
    return end < 0 ? line.length : end + 2;
  }

  /** Takes what begins at `at`; returns the offset after it. */
  #step(line: string, at: number): number {
    const char = line[at]!;
    if (char <= " ") return at + 1;
    if (char === "/" && line[at + 1] === "*") {
      this.#isComment = true;
      return at + 2;
    }
    if (beginsComment(line, at)) return line.length;
    this.#hasMore = true;
    this.#last = char;
    if (char !== ".") this.#isEmpty = false;
    if (char === '"' || char === "'") {
      const end = line.indexOf(char, at + 1);
      if (end >= 0) return end + 1;
      this.#last = line.trimEnd().at(-1)!;
      return line.length;
    }
    // Not the arrows of a direction, as in H<->E.
    if (char === "<" && line[at + 1] !== "-") this.#depth++;
    if (char === ">" && line[at - 1] !== "-" && this.#depth > 0) this.#depth--;
    return at + 1;
  }
}

/** Whether a comment begins that goes on to the end of the line. */
function beginsComment(line: string, at: number): boolean {
  if (line[at] === "/") return line[at + 1] === "/";
  return (line[at] === "#" || line[at] === "*") && (at === 0 || line[at - 1]! <= " ");
}
