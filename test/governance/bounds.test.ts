import { errorsAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { decodeErrorResult, encodeFunctionData, zeroAddress, type AbiFunction, type Hex } from "viem";

import { roles } from "../../deploy/modules/roles.ts";
import { readPermissions } from "../../scripts/lib/read-permissions.ts";
import { deploySimulatedSuite, type SimulatedSuite } from "../../scripts/lib/simulated-suite.ts";
import { abiOf, revertOf, signatureOf } from "../support/governance/calls.ts";

const open = 10n ** 9n;
const token = 10n ** 18n;
const day = 86_400;
const minter = "0x00000000000000000000000000000000000000A1";

type Row = {
  /** Arguments at both ends of what is allowed. */
  readonly allowed: readonly (readonly unknown[])[];
  /** Arguments one step beyond, each with the error. */
  readonly refused: readonly (readonly [readonly unknown[], string])[];
};

const rules = (
  minimumSpanLength: number,
  maximumFrequency: number,
  firstSeenLength: number,
  maximumLegs: number,
  weightTotal: number,
  spanSharePpm: number,
  judgedSharePpm = 0,
) => ({ minimumSpanLength, maximumFrequency, firstSeenLength, maximumLegs, weightTotal, spanSharePpm, judgedSharePpm });

/** Every function that governance or a guardian sets a value with. */
const bounds: Readonly<Record<string, Row>> = {
  "AttributionCourt.registerMethod(string,tuple)": {
    allowed: [
      ["least", rules(1, 1, 1, 1, 1, 0)],
      ["most", rules(1_000, 64, 1_000, 64, 65_535, 1_000_000, 250_000)],
    ],
    refused: [
      rules(0, 1, 1, 1, 1, 0),
      rules(1_001, 1, 1_001, 1, 1, 0),
      rules(7, 1, 6, 1, 1, 0),
      rules(1, 0, 1, 1, 1, 0),
      rules(1, 65, 1, 1, 1, 0),
      rules(1, 1, 1_001, 1, 1, 0),
      rules(1, 1, 1, 0, 1, 0),
      rules(1, 1, 1, 65, 1, 0),
      rules(1, 1, 1, 1, 0, 0),
      rules(1, 1, 1, 1, 65_536, 0),
      rules(1, 1, 1, 1, 1, 1_000_001),
      rules(1, 1, 1, 1, 1, 0, 250_001),
    ].map((beyond) => [["beyond", beyond], "AttributionCourt_RuleOutOfBounds"] as const),
  },
  "AttributionCourt.setPenalty(uint64)": {
    allowed: [[10n * open], [100_000n * open]],
    refused: [
      [[10n * open - 1n], "AttributionCourt_RuleOutOfBounds"],
      [[100_000n * open + 1n], "AttributionCourt_RuleOutOfBounds"],
    ],
  },
  "AttributionCourt.setChallengeBond(uint64)": {
    allowed: [[open], [10_000n * open]],
    refused: [
      [[open - 1n], "AttributionCourt_RuleOutOfBounds"],
      [[10_000n * open + 1n], "AttributionCourt_RuleOutOfBounds"],
    ],
  },
  "ChunkProofs.setChallengeBond(uint64)": {
    allowed: [[open], [100_000n * open]],
    refused: [
      [[open - 1n], "ChunkProofs_BondOutOfBounds"],
      [[100_000n * open + 1n], "ChunkProofs_BondOutOfBounds"],
    ],
  },
  // The deployment named it, and once is for ever: governance can give nobody power over accounts.
  "AccountRegistry.setSignedActions(address)": {
    allowed: [],
    refused: [[[minter], "AccountRegistry_SignedActionsSet"]],
  },
  "Evaluations.setBonds(uint64,uint64)": {
    allowed: [
      [open, open],
      [100_000n * open, 100_000n * open],
    ],
    refused: [
      [[open - 1n, open], "Evaluations_ParameterOutOfBounds"],
      [[open, open - 1n], "Evaluations_ParameterOutOfBounds"],
      [[100_000n * open + 1n, open], "Evaluations_ParameterOutOfBounds"],
      [[open, 100_000n * open + 1n], "Evaluations_ParameterOutOfBounds"],
    ],
  },
  "GatewayRegistry.setMinimumBond(uint64)": {
    allowed: [[0n], [1_000_000n * open]],
    refused: [[[1_000_000n * open + 1n], "GatewayRegistry_ParameterOutOfBounds"]],
  },
  "GatewayRegistry.setMinimumDataShare(uint16)": {
    allowed: [[1_000], [8_000]],
    refused: [
      [[999], "GatewayRegistry_ParameterOutOfBounds"],
      [[8_001], "GatewayRegistry_ParameterOutOfBounds"],
    ],
  },
  "Guardian.pause(uint8,uint48,string)": {
    allowed: [
      [0, 1, "why"],
      [4, 14 * day, "why"],
    ],
    refused: [
      [[0, 0, "why"], "Guardian_DurationOutOfBounds"],
      [[0, 14 * day + 1, "why"], "Guardian_DurationOutOfBounds"],
    ],
  },
  "Licences.add(string,uint8)": {
    allowed: [
      ["Made-Up-1.0", 1],
      ["Made-Up-1.0", 15],
    ],
    refused: [
      [["Made-Up-1.0", 0], "Licences_BadClass"],
      [["mit", 2], "Licences_AlreadyKnown"],
      [["two words", 2], "Licences_Syntax"],
    ],
  },
  "OpenToken.setMinterLimit(address,uint128,uint128,uint32)": {
    allowed: [
      [minter, 0n, 0n, day],
      [minter, 1_000_000_000n * token, 100_000_000n * token, 365 * day],
    ],
    refused: [
      [[zeroAddress, 0n, 0n, day], "OpenToken_ZeroMinter"],
      [[minter, 1_000_000_000n * token + 1n, 0n, day], "OpenToken_MinterCapOutOfBounds"],
      [[minter, 0n, 100_000_000n * token + 1n, day], "OpenToken_BurstOutOfBounds"],
      [[minter, 0n, 0n, day - 1], "OpenToken_RefillPeriodOutOfBounds"],
      [[minter, 0n, 0n, 365 * day + 1], "OpenToken_RefillPeriodOutOfBounds"],
    ],
  },
};

/** What these roles may do that has no value to bound: a module on a list, the end of a pause, the end of a cool-down. */
const withoutValue = ["DatanetRegistry.setAdmissionApproval(address,bool)", "Guardian.lift(uint8)", "Guardian.rearm(uint8)"];

describe("bounds of every parameter that governance can change", function () {
  this.timeout(600_000);

  let suite: SimulatedSuite;

  before(async () => {
    suite = await deploySimulatedSuite();
  });

  after(() => suite.close());

  const callOf = (name: string, args: readonly unknown[]): readonly [Hex, Hex] => {
    const contract = name.slice(0, name.indexOf("."));
    const abi = abiOf(contract).filter((item) => item.type === "function" && `${contract}.${signatureOf(item)}` === name);
    return [suite.deployment.contracts[contract]!, encodeFunctionData({ abi, functionName: (abi[0] as AbiFunction).name, args })];
  };

  for (const [name, { allowed, refused }] of Object.entries(bounds)) {
    it(`${name} takes both ends and nothing beyond`, async () => {
      for (const args of allowed) {
        const [to, data] = callOf(name, args);
        await suite.client.call({ account: suite.governance, to, data });
      }
      for (const [args, error] of refused) {
        const [to, data] = callOf(name, args);
        const refusal = await revertOf(suite.client, to, data, suite.governance);
        expect(decodeErrorResult({ abi: errorsAbi, data: refusal }).errorName, `${name} ${args.join()}`).to.equal(error);
      }
    });
  }

  it("are in this table for every function of the governor and the guardian", async () => {
    const { functions } = await readPermissions(suite.client, suite.deployment);
    const theirs = functions.filter(({ role }) => role === roles.Governor || role === roles.Guardian);
    expect(theirs.map(({ contract, signature }) => `${contract}.${signature}`)).to.have.members([...Object.keys(bounds), ...withoutValue]);
  });
});
