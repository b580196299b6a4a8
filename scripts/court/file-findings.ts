import { missingAllowance } from "../epoch-rail/missing-allowance.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import type { Call } from "../epoch-rail/session.ts";
import type { Checked } from "./check-receipt.ts";
import type { CourtContext } from "./context.ts";
import type { Finding } from "./finding.ts";

/** Sends a call. @returns Whether the chain took it; a refusal is told. */
async function attempt(context: CourtContext, { id: receipt }: Pick<Checked, "id">, call: Call, says: string): Promise<boolean> {
  try {
    context.report({ kind: "filed", receipt, says, transaction: await context.send(call) });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    context.report({ kind: "refused", receipt, says: `${says}: ${error.message}` });
    return false;
  }
}

/** Lets the court take a challenge's bond. */
async function allowBond(context: CourtContext, checked: Checked): Promise<boolean> {
  const { session } = context;
  const bond = await session.read<bigint>("AttributionCourt", "challengeBond");
  const approval = await missingAllowance(session, "AttributionCourt", bond);
  return approval === undefined || attempt(context, checked, approval, "allowed the challenge's bond");
}

async function fileOne(context: CourtContext, checked: Checked, finding: Finding, asksUnseen: boolean): Promise<void> {
  const { session, log } = context;
  const { proof, challenge, offence, says } = finding;
  if (offence === undefined || (await session.read<boolean>("AttributionCourt", "isProven", [offence]))) return;
  if (proof !== undefined) {
    await attempt(context, checked, proof, `proved: ${says}`);
    return;
  }
  // A lie that our index shows has no true answer; of the rest nobody knows before the gateway answers, and then the bond is gone.
  if (challenge === undefined || log.challengeOf(offence) !== undefined || !(finding.kind === "lie" || asksUnseen)) return;
  if (await allowBond(context, checked)) await attempt(context, checked, challenge, `asked on chain: ${says}`);
}

/**
 * Files what was found: what is conclusive as a proof, a lie that cannot be opened as a challenge. Looks first, so nothing is filed twice.
 * @param asksUnseen Whether to ask, for a bond each, for what is not shown and for spans whose words are not.
 */
export async function fileFindings(
  context: CourtContext,
  checked: readonly Checked[],
  { asksUnseen }: { readonly asksUnseen: boolean },
): Promise<void> {
  await context.log.refresh();
  for (const receipt of checked) for (const finding of receipt.findings) await fileOne(context, receipt, finding, asksUnseen);
}

/** Ends this key's challenges that got no answer in time, and has what its proofs credited to others paid out to them. */
export async function endChallenges(context: CourtContext): Promise<void> {
  const { session, log } = context;
  await log.refresh();
  const own = session.sender().toLowerCase();
  for (const { id, receiptId, challenger, deadline } of log.openChallenges()) {
    if (challenger.toLowerCase() !== own) continue;
    const { timestamp } = await session.client.getBlock({ blockTag: "latest" });
    if (timestamp <= BigInt(deadline) && !(await session.read<boolean>("AttributionCourt", "isProven", [id]))) continue;
    const call = { contract: "AttributionCourt", functionName: "endChallenge", args: [id] } as const;
    await attempt(context, { id: receiptId }, call, "ended a challenge without an answer: the bond is back");
  }
  await log.refresh();
  const harmed = new Set(log.lies().flatMap(({ prover, harmed: account }) => (prover.toLowerCase() === own ? [account] : [])));
  for (const account of harmed) {
    const credit = await session.read<bigint>("AttributionCourt", "creditOf", [account]);
    if (credit === 0n) continue;
    const call = { contract: "AttributionCourt", functionName: "withdrawCredit", args: [account] } as const;
    try {
      context.report({ kind: "filed", says: `paid ${credit} nano-OPEN to account ${account}`, transaction: await context.send(call) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
