import { ContributionStatus, nameOfCode, VerdictReason } from "@openledger/sdk";
import { contributionLedgerAbi, curatorAdmissionAbi } from "@openledger/sdk/abis";
import { keccak256, stringToBytes } from "viem";

import { createAdmissionGate, type AdmissionReport } from "../../gateway/src/admission/gate.ts";
import type { Contribution, Datanet } from "./contribute.ts";
import type { World } from "./world.ts";

export type Judged = {
  readonly contribution: Contribution;
  readonly status: string;
  readonly reason: string;
  readonly explanation: string;
};

const verdictsPerBatch = 50;

type LedgerEntry = { readonly status: number; readonly reason: number };

/** The curator runs the admission gate over everything that is pending, in order of contribution, and decides on chain. */
export async function judge(world: World, datanet: Datanet, contributions: readonly Contribution[]): Promise<Judged[]> {
  const gate = createAdmissionGate();
  const judged: Judged[] = [];
  let reports: { contribution: Contribution; report: AdmissionReport }[] = [];

  for (const contribution of contributions) {
    const entry = await world.read<LedgerEntry>("ContributionLedger", contributionLedgerAbi, "contributionOf", [contribution.id]);
    if (entry.status !== ContributionStatus.Pending) {
      const explanation = "its content root is that of an earlier contribution: found by the contract at reveal";
      judged.push({
        contribution,
        status: nameOfCode(ContributionStatus, entry.status),
        reason: nameOfCode(VerdictReason, entry.reason),
        explanation,
      });
      continue;
    }
    const item = { key: contribution.id, text: contribution.item.text, licence: contribution.item.licence };
    const report = gate.judge(item);
    if (report.isAccepted) gate.remember(item);
    reports.push({ contribution, report });
    judged.push({
      contribution,
      status: report.isAccepted ? "Accepted" : "Rejected",
      reason: report.reason,
      explanation: report.explanation,
    });
    if (reports.length === verdictsPerBatch) {
      await decide(world, datanet, reports);
      reports = [];
    }
  }
  if (reports.length > 0) await decide(world, datanet, reports);
  return judged;
}

async function decide(
  world: World,
  datanet: Datanet,
  reports: readonly { contribution: Contribution; report: AdmissionReport }[],
): Promise<void> {
  const verdicts = reports.map(({ contribution, report }) => ({
    contribution: contribution.id,
    status: report.isAccepted ? ContributionStatus.Accepted : ContributionStatus.Rejected,
    reason: VerdictReason[report.reason],
    noveltyPpm: report.noveltyPpm,
    original: 0n,
  }));
  const written = JSON.stringify(
    reports.map(({ report }) => report),
    (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value),
  );
  await world.send(world.actor("curator"), "CuratorAdmission", curatorAdmissionAbi, "decide", [
    datanet.id,
    verdicts,
    keccak256(stringToBytes(written)),
    "",
  ]);
}
