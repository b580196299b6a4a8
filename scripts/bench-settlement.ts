// `npm run bench:settlement`: what the epoch rail costs, beside the same work in other designs, all on one chain in one run. Prints a table and, as its last
// line, one JSON object. Without an option it writes test/snapshots/settlement.json; with `--check` it fails when a figure is more than 2 % off it.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { epochWorld, type EpochWorld } from "../test/settlement/epoch/world.ts";
import { measureChunks } from "./bench/settlement/chunks.ts";
import { commitGas, fillRing } from "./bench/settlement/commits.ts";
import { measurePayers } from "./bench/settlement/payers.ts";
import { measurePayouts } from "./bench/settlement/payouts.ts";
import { measurePeers } from "./bench/settlement/peers.ts";
import { rowOf, type Row } from "./bench/settlement/row.ts";
import { measureTrees } from "./bench/settlement/trees.ts";

const TOLERANCE = 0.02;
const SNAPSHOT = path.join(import.meta.dirname, "..", "test", "snapshots", "settlement.json");

const world = await epochWorld({ contributors: 8, itemsEach: 100 });
const rows = await measure(world);
await world.connection.close();

for (const { name, value, unit, peer, peerValue, ratio } of rows) {
  const beside = peer === undefined ? "" : `   ${peer}: ${peerValue} (${ratio}x)`;
  process.stdout.write(`${name.padEnd(36)}${String(value).padStart(12)} ${unit}${beside}\n`);
}
const failed = process.argv.includes("--check") ? await drifted(rows) : await write(rows);
for (const line of failed) process.stderr.write(`${line}\n`);
process.stdout.write(`${JSON.stringify({ bench: "settlement", rows })}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function measure(w: EpochWorld): Promise<Row[]> {
  await fillRing(w);
  const peers = await measurePeers(w);
  // Numbers with as many bytes that are not zero: 0x3e8 and 0xf618, 0xf4240 and 0x2000000.
  const commits = [await commitGas(w, 1_000, 63_000), await commitGas(w, 1_000_000, 2 ** 25)] as const;
  const payouts = await measurePayouts(w);
  const chunks = await measureChunks(w);
  const trees = await measureTrees(w);
  const payers = await measurePayers(w);
  return [
    rowOf("push_gas_per_account", "gas", payouts.push, peers.pushSplit),
    rowOf("push_first_gas_per_account", "gas", payouts.pushFirst),
    rowOf("push_first_opened_gas_per_account", "gas", payouts.pushOpened),
    rowOf("commit_gas_1k", "gas", commits[0], peers.rootUpdate),
    rowOf("commit_gas_1m", "gas", commits[1], peers.rootUpdate),
    rowOf("gas_per_receipt_1m", "gas", payers.receipt, peers.transfer),
    rowOf("claim_repeat_gas", "gas", payouts.claim, peers.credit),
    rowOf("claim_batch100_gas", "gas", payouts.claimBatch, peers.credit),
    rowOf("claim_withdraw_repeat_gas", "gas", payouts.withdrawal, peers.claim),
    rowOf("claim_withdraw_batch100_gas", "gas", payouts.withdrawalBatch, peers.claim),
    rowOf("voucher_batch100_gas", "gas", payers.voucher, peers.transfer),
    rowOf("wrong_leg_proof_gas", "gas", chunks.wrongLeg),
    rowOf("wrong_leg_award_gas", "gas", chunks.award),
    rowOf("chunk_8192_gas", "gas", chunks.chunk),
    rowOf("chunk_worst_gas", "gas", chunks.worst),
    rowOf("chunk_shares_8192_gas", "gas", chunks.shares),
    rowOf("tree_question_gas", "gas", trees.question),
    rowOf("tree_answer_2048_gas", "gas", trees.answer),
    rowOf("l2_bytes_per_account", "bytes", payouts.bytes),
  ];
}

async function write(lines: readonly Row[]): Promise<string[]> {
  await writeFile(SNAPSHOT, `${JSON.stringify(Object.fromEntries(lines.map(({ name, value }) => [name, value])), null, 2)}\n`);
  return [];
}

async function drifted(lines: readonly Row[]): Promise<string[]> {
  const snapshot = JSON.parse(await readFile(SNAPSHOT, "utf8")) as Record<string, number>;
  const names = new Set([...Object.keys(snapshot), ...lines.map(({ name }) => name)]);
  return [...names].flatMap((name) => {
    const expected = snapshot[name];
    const actual = lines.find((line) => line.name === name)?.value;
    if (expected === undefined || actual === undefined) return [`${name}: ${actual} measured, ${expected} in the snapshot`];
    const drift = Math.abs(actual - expected) / expected;
    return drift <= TOLERANCE
      ? []
      : [`${name}: ${actual} is ${(100 * drift).toFixed(1)} % off the snapshot's ${expected}; run npm run bench:settlement and commit it`];
  });
}
