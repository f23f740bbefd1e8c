import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { formatIp, parseIp, plainIp, sameIp } from "../../../src/core/network/mod.ts";

function read(text: string): string | undefined {
  const bytes = parseIp(text);
  return bytes && Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

test("parseIp() reads IPv4", () => {
  assertEquals(read("10.0.0.7"), "0a000007");
  assertEquals(read("255.255.255.255"), "ffffffff");
  assertEquals(read("0.0.0.0"), "00000000");
});

test("parseIp() reads IPv6 in each of its spellings", () => {
  assertEquals(read("::"), "0".repeat(32));
  assertEquals(read("::1"), "0".repeat(31) + "1");
  assertEquals(read("1::"), "0001" + "0".repeat(28));
  assertEquals(read("2001:db8::ff00:42:8329"), "20010db8000000000000ff0000428329");
  assertEquals(read("2001:DB8:0:0:0:FF00:42:8329"), "20010db8000000000000ff0000428329");
  assertEquals(read("1:2:3:4:5:6:7::"), "00010002000300040005000600070000");
  assertEquals(read("64:ff9b::192.0.2.33"), "0064ff9b0000000000000000c0000221");
});

test("parseIp() gives the IPv4 address in an IPv6 wrapping as IPv4", () => {
  assertEquals(read("::ffff:10.0.0.7"), "0a000007");
  assertEquals(read("::FFFF:0a00:0007"), "0a000007");
});

test("parseIp() ignores a zone", () => {
  assertEquals(read("fe80::1%eth0"), "fe80" + "0".repeat(27) + "1");
});

test("parseIp() gives undefined for everything else", () => {
  const others = ["", "tool-1", "localhost", "10.0.0", "10.0.0.0.1", "10.0.0.256", "1.2.3.x", " 10.0.0.7"];
  const broken = [
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "12345::",
    "g::",
    "1:2:3:4:5:6:7:8::",
  ];
  const mixed = ["::1.2.3", "::1.2.3.4:5", "1.2.3.4::"];
  for (const text of [...others, ...broken, ...mixed]) assertEquals(parseIp(text), undefined, text);
});

test("sameIp() compares addresses, not spellings", () => {
  assertEquals(sameIp("::1", "0:0:0:0:0:0:0:1"), true);
  assertEquals(sameIp("10.0.0.7", "::ffff:10.0.0.7"), true);
  assertEquals(sameIp("10.0.0.7", "10.0.0.8"), false);
  assertEquals(sameIp("127.0.0.1", "::1"), false);
  assertEquals(sameIp("tool-1", "tool-1"), false);
});

test("plainIp() takes the IPv6 wrapping off an IPv4 address and leaves the rest", () => {
  assertEquals(plainIp("::ffff:10.0.0.7"), "10.0.0.7");
  assertEquals(plainIp("::FFFF:10.0.0.7"), "10.0.0.7");
  assertEquals(plainIp("10.0.0.7"), "10.0.0.7");
  assertEquals(plainIp("fe80::1"), "fe80::1");
});

test("formatIp() prints an address as RFC 5952 writes it", () => {
  for (
    const text of [
      "10.0.0.7",
      "::",
      "::1",
      "1::",
      "2001:db8::ff00:42:8329",
      "2001:0:0:1::1",
      "2001:db8:0:1:1:1:1:1",
      "64:ff9b::c000:221",
    ]
  ) assertEquals(formatIp(parseIp(text)!), text);
  assertEquals(formatIp(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 7)), "10.0.0.7");
});
