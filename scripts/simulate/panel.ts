import { answersHash, encodeVotes, votesHash, type Vote } from "@openledger/sdk";
import { datanetRegistryAbi, openTokenAbi, panelDrawsAbi, validationRoundsAbi, validatorStakingAbi } from "@openledger/sdk/abis";
import { keccak256, parseEventLogs, stringToBytes, zeroHash, type Hex } from "viem";

import type { World } from "../demo/world.ts";
import type { Person } from "./people.ts";
import { terms } from "./texts.ts";

export const salt = keccak256(stringToBytes("farming"));
const hour = 3_600;
const rounds = "ValidationRounds";

export type KnownAnswers = { readonly known: bigint; readonly accept: bigint };
type Phase = { readonly phase: number };

/** Lets time pass on the chain. */
export async function pass(world: World, seconds: number): Promise<void> {
  await world.client.request({ method: "evm_increaseTime", params: [seconds] } as never);
  await world.client.request({ method: "evm_mine", params: [] } as never);
}

/** A Datanet that anybody may contribute to, where panels of five decide. @param bond nano-OPEN an item. */
export async function openDatanet(world: World, owner: Person, { name, bond }: { name: string; bond: bigint }) {
  const given = {
    ...{ ...terms, licenceUri: "", metadataUri: "", isPrivate: false },
    ...{ contributionBond: bond, panelSize: 5, curatorBps: 500 },
  };
  const sent = await world.send(owner.actor, "DatanetRegistry", datanetRegistryAbi, "create", [name, salt, world.address(rounds), given]);
  const { datanet, account } = parseEventLogs({ abi: datanetRegistryAbi, eventName: "DatanetCreated", logs: sent.logs })[0]!.args;
  return { id: datanet, account, salt, name };
}

/** Stakes for each validator and seats it. @param nano nano-OPEN each. */
export async function seat(world: World, datanet: number, validators: readonly Person[], nano: bigint): Promise<void> {
  for (const [number, { actor, account }] of validators.entries()) {
    await world.send(actor, "OpenToken", openTokenAbi, "approve", [world.address("ValidatorStaking"), 2n ** 255n]);
    await world.send(actor, "ValidatorStaking", validatorStakingAbi, "stake", [datanet, account, account, nano]);
    await world.send(actor, "ValidatorStaking", validatorStakingAbi, "takeSeat", [datanet, account, number]);
  }
  await pass(world, 2);
}

/**
 * One round through the contracts, from the opening to the verdicts, with nobody late.
 * @param votesOf The votes of one member, in the order of the items.
 * @returns The chain's time when the verdicts were final.
 */
export async function decide(
  world: World,
  {
    datanet,
    owner,
    validators,
    items,
    votesOf,
    answers,
    beforeFinal,
  }: {
    datanet: number;
    owner: Person;
    validators: readonly Person[];
    items: readonly bigint[];
    votesOf: (validator: Person) => readonly Vote[];
    answers?: KnownAnswers;
    beforeFinal?: (round: number) => Promise<void>;
  },
): Promise<{ round: number; finalAt: number }> {
  const send = (person: Person, functionName: string, args: readonly unknown[]) =>
    world.send(person.actor, rounds, validationRoundsAbi, functionName, args);
  await world.send(owner.actor, "OpenToken", openTokenAbi, "approve", [world.address(rounds), 2n ** 255n]);
  const hash = answers === undefined ? zeroHash : answersHash({ ...answers, salt });
  const opened = await send(owner, "open", [datanet, items, owner.account, hash]);
  const { round } = parseEventLogs({ abi: validationRoundsAbi, eventName: "RoundOpened", logs: opened.logs })[0]!.args;
  const phaseOf = async () => (await world.read<Phase>(rounds, validationRoundsAbi, "roundOf", [round])).phase;

  await pass(world, 14 * hour + 1);
  for (let step = 0; (await phaseOf()) === 1 && step < 4; step++) {
    await send(owner, "advance", [round]);
    await pass(world, 2);
  }
  const { draw } = await world.read<{ draw: number }>(rounds, validationRoundsAbi, "levelOf", [round, 0]);
  const members = await world.read<readonly number[]>("PanelDraws", panelDrawsAbi, "membersOf", [draw]);
  const packed: Hex[] = [];
  for (const [number, account] of members.entries()) {
    const member = validators.find((validator) => validator.account === account)!;
    packed[number] = encodeVotes(votesOf(member));
    await send(member, "commitVotes", [
      round,
      number,
      account,
      votesHash({ round, level: 0, validator: account, votes: packed[number], salt }),
    ]);
  }
  for (const [number, account] of members.entries()) await send(owner, "revealVotes", [round, number, account, packed[number], salt]);
  await send(owner, "tally", [round, packed]);
  if (answers !== undefined) await send(owner, "revealAnswers", [round, answers.known, answers.accept, salt]);
  await beforeFinal?.(round);
  await pass(world, 24 * hour + 1);
  const final = await send(owner, "finalise", [round, items]);
  const { timestamp } = await world.client.getBlock({ blockNumber: final.blockNumber });
  return { round, finalAt: Number(timestamp) };
}
