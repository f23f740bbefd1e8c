import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { AddressBlock, AllowList } from "../../../src/core/network/mod.ts";

/** Which of `addresses` belong to the block. */
function within(block: string, ...addresses: string[]): boolean[] {
  const read = new AddressBlock(block);
  return addresses.map((address) => read.has(address));
}

test("AddressBlock has an address, in each of its spellings", () => {
  assertEquals(within("192.0.2.7", "192.0.2.7", "::ffff:192.0.2.7", "192.0.2.8"), [true, true, false]);
  assertEquals(within("fd00::1", "fd00::1", "FD00:0:0:0:0:0:0:1", "fd00::2"), [true, true, false]);
  assertEquals(within("fe80::1", "fe80::1%eth0"), [true]);
});

test("AddressBlock has the first and the last address of a block, and not those beside it", () => {
  const ends = ["10.0.255.255", "10.1.0.0", "10.1.255.255", "10.2.0.0"];
  assertEquals(within("10.1.0.0/16", ...ends), [false, true, true, false]);
  const odd = ["10.0.0.127", "10.0.0.128", "10.0.0.143", "10.0.0.144"];
  assertEquals(within("10.0.0.128/28", ...odd), [false, true, true, false]);
  const six = ["fcff::1", "fd00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe00::"];
  assertEquals(within("fd00::/8", ...six), [false, true, true, false]);
  assertEquals(within("2001:db8:8000::/33", "2001:db8:8000::1", "2001:db8:7fff::1"), [true, false]);
});

test("AddressBlock knows the shortest and the longest block of each kind", () => {
  assertEquals(within("0.0.0.0/0", "0.0.0.0", "255.255.255.255", "::1"), [true, true, false]);
  assertEquals(within("::/0", "::", "ffff::1", "10.0.0.7", "::ffff:10.0.0.7"), [true, true, false, false]);
  assertEquals(within("10.0.0.7/32", "10.0.0.7", "10.0.0.6"), [true, false]);
  assertEquals(within("fd00::7/128", "fd00::7", "fd00::6"), [true, false]);
  assertEquals(within("128.0.0.0/1", "127.255.255.255", "128.0.0.0"), [false, true]);
});

test("AddressBlock reads IPv4 in an IPv6 wrapping as IPv4", () => {
  assertEquals(within("::ffff:10.1.0.0/112", "10.1.2.3", "10.2.0.0"), [true, false]);
  assertEquals(within("::ffff:0:0/96", "10.1.2.3", "::1"), [true, false]);
  assertThrows(() => new AddressBlock("::ffff:10.0.0.0/8"), RangeError, "from 96 to 128");
});

test("AddressBlock has no text that is not an IP address", () => {
  assertEquals(within("0.0.0.0/0", "", "tool-1", "10.0.0", "10.0.0.256", "*"), [
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("AddressBlock refuses a length out of range, and says which are valid", () => {
  const four = 'allow[0] must have a length from 0 to 32 after the slash, got "10.0.0.0/33"';
  assertThrows(() => new AddressBlock("10.0.0.0/33", "allow[0]"), RangeError, four);
  assertThrows(() => new AddressBlock("fd00::/129"), RangeError, "from 0 to 128");
  for (const length of ["", "-1", "08", "8.0", "x", " 8", "0x8", "1e1", "255.0.0.0"]) {
    assertThrows(() => new AddressBlock(`10.0.0.0/${length}`), RangeError, `"10.0.0.0/${length}"`);
  }
});

test("AddressBlock refuses bits after the length, and says what may be meant", () => {
  const hint = 'write "10.1.0.0/16" for the block, "10.1.2.3" for the one address';
  assertThrows(() => new AddressBlock("10.1.2.3/16"), RangeError, hint);
  assertThrows(() => new AddressBlock("10.0.0.7/0"), RangeError, 'write "0.0.0.0/0"');
  assertThrows(() => new AddressBlock("10.0.0.7/31"), RangeError, 'write "10.0.0.6/31"');
  assertThrows(() => new AddressBlock("fd12::1/8"), RangeError, 'write "fd00::/8"');
  assertThrows(() => new AddressBlock("2001:db8::1/127"), RangeError, 'write "2001:db8::/127"');
});

test("AddressBlock refuses a text that is not an IP address, or can be read in two ways", () => {
  const others = [
    "",
    "/",
    "/8",
    "tool-1",
    "*",
    "10.0.0.0/8/8",
    "10.0.0",
    "10.1.*.*",
    " 10.0.0.7",
    "[fd00::1]",
  ];
  const unclear = [
    "010.0.0.7",
    "10.0.0.07",
    "10.00.0.7/32",
    "::ffff:010.0.0.7",
    "fe80::1%eth0",
    "fe80::%1/10",
  ];
  for (const text of [...others, ...unclear]) {
    assertThrows(() => new AddressBlock(text, "allow[3]"), TypeError, `got ${JSON.stringify(text)}`);
  }
  for (const value of [undefined, null, 10, {}, ["10.0.0.7"]]) {
    assertThrows(() => new AddressBlock(value as unknown as string), TypeError, "must be an IP address");
  }
});

test("AllowList allows the addresses in its blocks, and an empty one allows none", () => {
  const list = new AllowList(["10.1.0.0/16", "192.0.2.7", "fd00::/8"]);
  const asked = [
    "10.1.0.9",
    "192.0.2.7",
    "fd12::1",
    "::ffff:10.1.0.9",
    "10.2.0.9",
    "192.0.2.6",
    "fe80::1",
    "",
  ];
  assertEquals(asked.map((address) => list.allows(address)), [
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  assertEquals(new AllowList([]).allows("10.0.0.7"), false);
});

test("AllowList names the wrong entry", () => {
  assertThrows(() => new AllowList(["10.0.0.7", "tool-1"]), TypeError, "allow[1] must be an IP address");
  const text = "10.0.0.7" as unknown as string[];
  assertThrows(() => new AllowList(text), TypeError, 'allow must be an array, got "10.0.0.7"');
});
