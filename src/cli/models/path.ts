/** The path at the beginning of a problem: `events["PP Change"].variables[0]: no variable …`. */
export function segmentsOf(problem: string): (string | number)[] {
  const segments: (string | number)[] = [];
  const part = /\.?([A-Za-z_$]\w*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  for (;;) {
    const at = part.lastIndex;
    const [, name, index, quoted] = part.exec(problem) ?? [];
    if (name !== undefined) segments.push(name);
    else if (index !== undefined) segments.push(Number(index));
    else if (quoted !== undefined) segments.push(JSON.parse(quoted));
    else return problem[at] === ":" ? segments : [];
  }
}

/** The problems in the message of a RangeError about a whole file, each with its path in front. */
export function problemsIn(message: string): string[] {
  const [head = "", ...lines] = message.split("\n");
  const one = /^The .*? is not right: (.*)$/.exec(head);
  return one === null ? lines.map((line) => line.trim()) : [one[1]!];
}
