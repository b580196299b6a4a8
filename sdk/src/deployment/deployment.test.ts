import { expect } from "chai";
import { getAddress } from "viem";

import { CONTRACT_NAMES } from "./contract-names.ts";
import { deploymentFromIgnition } from "./deployment-from-ignition.ts";
import { deploymentOf } from "./deployment-of.ts";
import { InvalidDeploymentError, UnknownDeploymentError } from "./errors.ts";
import { parseDeployment } from "./parse-deployment.ts";

const addressOf = (i: number) => `0x${(0xab00 + i).toString(16).padStart(40, "0")}`;
const contracts = Object.fromEntries(CONTRACT_NAMES.map((name, i) => [name, addressOf(i)]));
const file = { chainId: 31_337, startBlock: 3, contracts, note: "ignored" };

describe("parseDeployment", () => {
  it("reads JSON, as text or parsed, and gives addresses their checksum", () => {
    const deployment = parseDeployment(file);
    expect(parseDeployment(JSON.stringify(file))).to.deep.equal(deployment);
    expect(deployment).to.have.all.keys("chainId", "startBlock", "contracts");
    expect(deployment.contracts.RewardRouter).to.equal(getAddress(contracts["RewardRouter"]!));
  });

  it("takes optional contracts where they are, and refuses them where they are malformed", () => {
    expect(parseDeployment(file).contracts).to.not.have.property("Evaluations");
    const more = { ...file, contracts: { ...contracts, Evaluations: addressOf(99) } };
    expect(parseDeployment(more).contracts.Evaluations).to.equal(getAddress(addressOf(99)));
    const bad = { ...file, contracts: { ...contracts, AgentReputation: null } };
    expect(() => parseDeployment(bad)).to.throw(InvalidDeploymentError, "the address of AgentReputation is null");
  });

  it("says what is wrong", () => {
    const { OpenToken: _, ...without } = contracts;
    const refusals: readonly [unknown, string][] = [
      ["{", "it is not JSON"],
      ["[]", "it is [], not an object"],
      [null, "it is null, not an object"],
      [{ ...file, contracts: undefined }, "contracts is undefined"],
      [{ ...file, contracts: without }, "the address of OpenToken is undefined"],
      [{ ...file, contracts: { ...contracts, OpenToken: "0x12" } }, 'the address of OpenToken is "0x12"'],
      [{ ...file, chainId: "31337" }, 'chainId is "31337"'],
      [{ ...file, chainId: 0 }, "chainId is 0"],
      [{ ...file, startBlock: -1 }, "startBlock is -1"],
    ];
    for (const [bad, message] of refusals) expect(() => parseDeployment(bad)).to.throw(InvalidDeploymentError, message);
  });
});

describe("deploymentFromIgnition", () => {
  const deployedAddresses = JSON.stringify(
    Object.fromEntries(Object.entries(contracts).map(([name, address]) => [`OpenLedger#${name}`, address])),
  );

  it("reads addresses by contract and the first confirmed block", () => {
    const journal = [
      { type: "DEPLOYMENT_INITIALIZE", chainId: 10 },
      { type: "TRANSACTION_CONFIRM", receipt: { blockNumber: 120 } },
      { type: "TRANSACTION_CONFIRM", receipt: { blockNumber: 118 } },
    ];
    const text = `\n${journal.map((entry) => JSON.stringify(entry)).join("\n")}\n`;
    const deployment = deploymentFromIgnition({ chainId: 10, deployedAddresses, journal: text });
    expect(deployment).to.deep.equal(parseDeployment({ chainId: 10, startBlock: 118, contracts }));
    expect(deploymentFromIgnition({ chainId: 10, deployedAddresses }).startBlock).to.equal(0);
  });

  it("refuses two addresses of one contract", () => {
    const twice = JSON.stringify({ "A#OpenToken": addressOf(1), "B#OpenToken": addressOf(2) });
    expect(() => deploymentFromIgnition({ chainId: 10, deployedAddresses: twice })).to.throw(
      InvalidDeploymentError,
      "OpenToken was deployed at",
    );
  });
});

describe("deploymentOf", () => {
  it("says which chain it does not know, and what to do", () => {
    expect(() => deploymentOf(31_337)).to.throw(UnknownDeploymentError, "no known deployment on chain 31337");
    expect(() => deploymentOf(31_337)).to.throw("Fix: deploy");
  });
});
