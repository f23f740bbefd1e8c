/**
 * Which gateway is to serve which tool: the same answer from everyone who knows the same names, whatever their order.
 *
 * Rendezvous hashing with bounded load: each tool goes to the gateway that it has drawn highest, as long as that one has fewer
 * than its share, which is the number of tools by the number of gateways, rounded up. So a gateway that comes or goes moves few
 * tools between the others. Empty without gateways.
 */
export function sharesOf(
  tools: Iterable<string>,
  gateways: Iterable<string>,
): ReadonlyMap<string, string> {
  const names = [...new Set(tools)].sort();
  const loads = new Map([...new Set(gateways)].sort().map((name) => [name, 0]));
  const shares = new Map<string, string>();
  if (loads.size === 0) return shares;
  const most = Math.ceil(names.length / loads.size);
  for (const tool of names) {
    let best: string | undefined;
    let highest = -1;
    for (const [gateway, load] of loads) {
      if (load >= most) continue;
      const score = hashOf(`${gateway}\n${tool}`);
      if (score <= highest) continue;
      best = gateway;
      highest = score;
    }
    if (best === undefined) continue;
    loads.set(best, loads.get(best)! + 1);
    shares.set(tool, best);
  }
  return shares;
}

/** A short text that is the same for the same tools, in any order. */
export function digestOf(tools: Iterable<string>): string {
  return hashOf([...new Set(tools)].sort().join("\n")).toString(16);
}

/** FNV-1a of the UTF-16 units, and then mixed, as its highest bits differ little for names that differ at their end. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
