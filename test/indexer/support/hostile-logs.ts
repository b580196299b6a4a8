import type { Deployment } from "@openledger/sdk";
import { encodeAbiParameters, encodeEventTopics, keccak256, toHex, type Abi, type AbiEvent, type AbiParameter, type Hex } from "viem";

import { CONTRACTS, type ContractName } from "../../../indexer/src/fold/contracts.ts";
import type { RawLog } from "./emitter.ts";

type Pick = "largest" | "small";

const bytes = (...list: number[]) => toHex(Uint8Array.from(list));
const text = (value: string) => toHex(new TextEncoder().encode(value));
const ALL_ONES: Hex = `0x${"ff".repeat(32)}`;

const NASTY: readonly Hex[] = [
  ...[
    "",
    "\0",
    "a\0b",
    "\0\0\0",
    "\\0",
    "\\u0000",
    "\\N",
    "\\.",
    "\n\\.\n",
    "\t",
    "\r\n",
    "\v\f",
    "\\",
    "\\\\",
    '"',
    "'",
    "''",
    "`",
    "$$",
    "%s%n",
  ].map(text),
  ...[
    "'; DROP TABLE receipt; --",
    "{}",
    '{"a":',
    "[null]",
    "NULL",
    "null",
    "undefined",
    "NaN",
    "-0",
    "1e309",
    "<script>alert(1)</script>",
  ].map(text),
  ...[
    "\u202e\u202dtxt.exe",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0645\u0631\u062d\u0628\u0627 world",
    "\u200b\u200c\u200d\ufeff",
    "\ufffe",
    "\uffff",
  ].map(text),
  ...[
    "e\u0301\u0301\u0301".repeat(50),
    "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
    "\u{10ffff}",
    "İıſﬀ",
    "Z̷̘̓a̶͙͑l̵",
    "\u2028\u2029",
    "\u0085",
    "\u00a0",
  ].map(text),
  // Lone surrogates in UTF-8's clothes, bytes that no text has, overlong forms, and sequences cut short.
  ...[
    bytes(0xed, 0xa0, 0x80),
    bytes(0xed, 0xbf, 0xbf),
    bytes(0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80),
    bytes(0xff, 0xfe),
    bytes(0xfe, 0xff, 0, 0x41),
  ],
  ...[bytes(0xc0, 0x80), bytes(0xc1, 0xbf), bytes(0xe0, 0x80, 0xaf), bytes(0xf0, 0x80, 0x80, 0x80), bytes(0xf8, 0x88, 0x80, 0x80, 0x80)],
  ...[bytes(0xe2, 0x82), bytes(0xf0, 0x9f, 0x98), bytes(0x80), bytes(0xbf, 0xbf), bytes(0xf4, 0x90, 0x80, 0x80), bytes(0x41, 0xc3)],
  ...["x", "\u00e9", "\0", "\u202e"].map((part) => text(part.repeat(Math.ceil(65_536 / new TextEncoder().encode(part).length)))),
];

/** Two hundred strings that text columns have choked on: the list above, and bytes that look random and are the same in every run. */
export const poisonStrings = (): readonly Hex[] => [
  ...NASTY,
  ...Array.from({ length: 200 - NASTY.length }, (_, index) => {
    const seed = keccak256(toHex(`poison ${index}`));
    return `0x${seed.slice(2).repeat(1 + (index % 5))}` as Hex;
  }),
];

/** Gives a string to each text of an event; a long one once, to stay within the gas of a transaction. */
interface Source {
  take(): Hex;
}

const LONG = 20_000;

const sourceOf = (string: Hex): Source => {
  let taken = 0;
  return { take: () => ((taken += 1) > 1 && string.length > LONG ? "0x78" : string) };
};

/** A value of a type; strings are raw bytes, because no JavaScript string has all of them. */
const valueOf = (parameter: AbiParameter, pick: Pick, string: Source): unknown => {
  const { type } = parameter;
  if (type.endsWith("]")) {
    const element = { ...parameter, type: type.slice(0, type.lastIndexOf("[")) };
    const size = Number(/\[(\d+)\]$/.exec(type)?.[1] ?? 2);
    return Array.from({ length: size }, () => valueOf(element, pick, string));
  }
  if (type === "tuple") {
    const { components } = parameter as { components: readonly AbiParameter[] };
    return Object.fromEntries(components.map((component) => [component.name, valueOf(component, pick, string)]));
  }
  if (type.startsWith("uint")) return pick === "small" ? 1n : 2n ** BigInt(type.slice(4) || "256") - 1n;
  if (type.startsWith("int")) return pick === "small" ? 1n : 2n ** (BigInt(type.slice(3) || "256") - 1n) - 1n;
  if (type === "bool") return true;
  if (type === "address") return pick === "small" ? `0x${"11".repeat(20)}` : `0x${"ff".repeat(20)}`;
  if (type === "string" || type === "bytes") return string.take();
  return `0x${"ab".repeat(Number(type.slice(5)))}`;
};

const asBytes = (parameter: AbiParameter): AbiParameter => ({
  ...parameter,
  type: parameter.type.replace("string", "bytes"),
  ...("components" in parameter ? { components: parameter.components.map(asBytes) } : {}),
});

const numeric = (value: unknown, type: string): unknown => (/^u?int(8|16|24|32|40|48)$/.test(type) ? Number(value) : value);

const logOf = (address: Hex, event: AbiEvent, pick: Pick, string: Hex): RawLog => {
  const indexed = event.inputs.filter((input) => input.indexed === true);
  const rest = event.inputs.filter((input) => input.indexed !== true).map(asBytes);
  const args = new Map(indexed.map((input) => [input.name, numeric(valueOf(input, pick, sourceOf(string)), input.type)] as const));
  const source = sourceOf(string);
  const [signature] = encodeEventTopics({ abi: [event] as Abi, eventName: event.name });
  const topics = indexed.map((input) =>
    encodeAbiParameters(
      [input.type === "string" || input.type === "bytes" ? { type: "bytes32" } : input],
      [input.type === "string" || input.type === "bytes" ? keccak256(string) : args.get(input.name)],
    ),
  );
  return {
    address,
    topics: [signature as Hex, ...topics],
    data: encodeAbiParameters(
      rest,
      rest.map((input) => valueOf(input, pick, source)),
    ),
  };
};

const eventsOf = (deployment: Deployment): readonly { readonly address: Hex; readonly event: AbiEvent }[] =>
  (Object.keys(CONTRACTS) as ContractName[]).flatMap((name) => {
    const address = deployment.contracts[name];
    if (address === undefined) return [];
    return (CONTRACTS[name] as Abi).filter((item): item is AbiEvent => item.type === "event").map((event) => ({ address, event }));
  });

/** Each poison string in an event that carries text, one event after another. */
export const poisonLogs = (deployment: Deployment): readonly RawLog[] => {
  const carriers = eventsOf(deployment).filter(({ event }) => /"(string|bytes)(\[\])?"/.test(JSON.stringify(event.inputs)));
  return poisonStrings().map((string, index) => {
    const { address, event } = carriers[index % carriers.length]!;
    return logOf(address, event, "small", string);
  });
};

/** Every event with the largest value in every integer, and once more with all bits set in every word, which no compiler would emit. */
export const largestLogs = (deployment: Deployment): readonly RawLog[] =>
  eventsOf(deployment).flatMap(({ address, event }) => {
    const largest = logOf(address, event, "largest", "0x00");
    const words = Math.max(0, (largest.data.length - 2) / 64);
    const ones: RawLog = {
      address,
      topics: [largest.topics[0]!, ...largest.topics.slice(1).map(() => ALL_ONES)],
      data: `0x${"ff".repeat(32 * words)}`,
    };
    return [largest, ones];
  });

/** The same logs from an address that is no contract of ours. */
export const lookAlikes = (logs: readonly RawLog[]): readonly RawLog[] => logs.map((log) => ({ ...log, address: `0x${"1d".repeat(20)}` }));
