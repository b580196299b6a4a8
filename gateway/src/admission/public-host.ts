import { lookup } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";

const privateHosts = new BlockList();
for (const [address, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const)
  privateHosts.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  privateHosts.addSubnet(address, prefix, "ipv6");

/**
 * Whoever writes an address on chain must not make others call services of their own network.
 * @param what The host is of, in words.
 * @throws Error if it has an address of a private network, or none.
 */
export async function requirePublicHost(host: string, what: string): Promise<void> {
  const addresses = await lookup(host.replace(/^\[|\]$/g, ""), { all: true }).catch(() => []);
  if (addresses.length === 0) throw new Error(`${what}, ${host}, has no address`);
  for (const { address } of addresses) {
    if (privateHosts.check(address, isIPv6(address) ? "ipv6" : "ipv4"))
      throw new Error(`${what}, ${host}, is ${address}, an address of a private network`);
  }
}
