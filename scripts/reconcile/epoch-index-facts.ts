import { Part } from "@openledger/sdk";

import { EPOCH_STATE } from "./epoch-chain-facts.ts";
import { list, type Reader } from "./list.ts";

/** Codes of `IEvaluations.Status`. */
const EVALUATION_STATE = { Standing: 1n, Disproven: 2n, Released: 3n } as const;

/** Of all final epochs, nano-OPEN. The chain keeps no such sum: it is part of what the payout ledger counts as credited. */
export const LEFT = "not pushed or claimed yet / all";

type Chain = { readonly gatewayId: number; readonly abandonedAt: string | null } & Readonly<
  Record<"nextEpoch" | "nextFinal" | "committedFees" | "finalisedFees", string>
>;
type Epoch = { readonly state: keyof typeof EPOCH_STATE } & Readonly<Record<"id" | "held" | "slicesHeld" | "slicesRestored", string>>;
type Evaluation = { readonly id: string; readonly state: keyof typeof EVALUATION_STATE; readonly openChallenges: number };

/** The same names as `readEpochChainFacts`, from the index. */
export async function readEpochIndexFacts(read: Reader): Promise<Map<string, bigint>> {
  const facts = new Map<string, bigint>();
  const gateways = await list<{ id: number }>(read, "gateways", "id", "id");
  const chains = await list<Chain>(
    read,
    "epochChains",
    "gatewayId",
    "gatewayId nextEpoch nextFinal committedFees finalisedFees abandonedAt",
  );
  const chainOf = new Map(chains.map((chain) => [chain.gatewayId, chain]));
  for (const id of new Set([...gateways.map((gateway) => gateway.id), ...chainOf.keys()])) {
    const chain = chainOf.get(id); // A gateway without a row has no epochs.
    facts.set(`next epoch / gateway ${id}`, BigInt(chain?.nextEpoch ?? 0));
    facts.set(`next epoch to become final / gateway ${id}`, BigInt(chain?.nextFinal ?? 0));
    facts.set(`committed fees / gateway ${id}`, BigInt(chain?.committedFees ?? 0));
    facts.set(`final fees / gateway ${id}`, BigInt(chain?.finalisedFees ?? 0));
    facts.set(`abandoned / gateway ${id}`, chain?.abandonedAt == null ? 0n : 1n);
  }
  const epochs = await list<Epoch>(read, "epochs", "id", "id state held slicesHeld slicesRestored");
  for (const { id, state, held, slicesHeld, slicesRestored } of epochs) {
    facts.set(`epoch states / ${id}`, EPOCH_STATE[state]);
    facts.set(`held for an epoch / ${id}`, BigInt(held));
    facts.set(`slices held / ${id}`, BigInt(slicesHeld));
    facts.set(`slices restored / ${id}`, BigInt(slicesRestored));
  }
  facts.set(
    "held for epochs / all",
    epochs.reduce((sum, { held }) => sum + BigInt(held), 0n),
  );
  type Final = Readonly<Record<"id" | "fees" | "credited", string>>;
  let left = 0n;
  for (const { id, fees, credited } of await list<Final>(read, "finalEpochs", "id", "id fees credited")) {
    facts.set(`not pushed or claimed yet / epoch ${id}`, BigInt(fees) - BigInt(credited));
    left += BigInt(fees) - BigInt(credited);
  }
  facts.set(LEFT, left);
  for (const name of Object.keys(Part)) {
    facts.set(`end of the last pause / ${name}`, 0n);
    facts.set(`can be paused again / ${name}`, 0n);
  }
  type Paused = { readonly part: string; readonly pause: { readonly endsAt: string; readonly readyAt: string } };
  for (const { part, pause } of await list<Paused>(read, "pausedParts", "part", "part pause { endsAt readyAt }")) {
    facts.set(`end of the last pause / ${part}`, BigInt(pause.endsAt));
    facts.set(`can be paused again / ${part}`, BigInt(pause.readyAt));
  }
  type Minter = Readonly<Record<"address" | "net" | "cap", string>>;
  for (const { address, net, cap } of await list<Minter>(read, "minters", "address", "address net cap")) {
    facts.set(`minted less burned / ${address}`, BigInt(net));
    facts.set(`minters' caps / ${address}`, BigInt(cap));
  }
  for (const { id, state, openChallenges } of await list<Evaluation>(read, "evaluations", "id", "id state openChallenges")) {
    facts.set(`evaluations' states / ${id}`, EVALUATION_STATE[state]);
    facts.set(`evaluations' open challenges / ${id}`, BigInt(openChallenges));
  }
  // Who only won a bond has never posted one, and no log names the address as an evaluator's.
  type Bond = { readonly address: string; readonly free: string };
  for (const { address, free } of await list<Bond>(read, "evaluatorBonds", "address", "address free", '{ posted_gt: "0" }'))
    facts.set(`free bonds of evaluators / ${address}`, BigInt(free));
  return facts;
}
