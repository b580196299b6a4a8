import { accessManagerAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { decodeErrorResult, getAddress, parseAbi, zeroAddress, type Hex } from "viem";

import { plainShape, type SuiteShape } from "../../deploy/modules/shape.ts";
import { repositoryRoot } from "../../scripts/lib/deployment.ts";
import { permissionsDocument, readPermissions, type Permissions } from "../../scripts/lib/read-permissions.ts";
import { deploySimulatedSuite, governedShape, namesOf, type SimulatedSuite } from "../../scripts/lib/simulated-suite.ts";
import { abiOf, revertOf, selectorsOf, zeroCall } from "../support/governance/calls.ts";

const unauthorized = parseAbi(["error AccessManagedUnauthorized(address caller)"]);

/** What no role of the `AccessManager` guards, but the contract itself: `Contract`, functions, and the error that names the caller. */
const ownGuards = [
  ["OpenToken", ["burn(address,uint256)", "crosschainMint", "crosschainBurn"], "OpenToken_NotBridge"],
  ["Evaluations", ["attest", "multiAttest", "revoke", "multiRevoke"], "Evaluations_NotEas"],
  ["ValidatorReports", ["attest", "multiAttest", "revoke", "multiRevoke"], "ValidatorReports_NotEas"],
  [
    "AccessManager",
    [
      "labelRole",
      "grantRole",
      "revokeRole",
      "setRoleAdmin",
      "setRoleGuardian",
      "setGrantDelay",
      "setTargetFunctionRole",
      "setTargetAdminDelay",
      "setTargetClosed",
      "updateAuthority",
    ],
    "AccessManagerUnauthorizedAccount",
  ],
] as const;

/** The same of what is there only where votes govern. */
const guardsOfTheVote = [
  [
    "OpenGovernor",
    [
      "setVotingDelay",
      "setVotingPeriod",
      "setProposalThreshold",
      "updateQuorumNumerator",
      "setLateQuorumVoteExtension",
      "updateTimelock",
      "relay",
      "onERC721Received",
      "onERC1155Received",
    ],
    undefined,
  ],
  ["OpenTimelock", ["schedule", "scheduleBatch", "cancel", "grantRole", "revokeRole"], "AccessControlUnauthorizedAccount"],
] as const;

const shapes: readonly (readonly [string, SuiteShape])[] = [
  ["in a given address", plainShape],
  ["by votes", governedShape],
];

for (const [title, shape] of shapes) {
  describe(`permissions of the suite, governed ${title}`, function () {
    this.timeout(600_000);

    let suite: SimulatedSuite;
    let permissions: Permissions;
    let everybody: readonly Hex[];

    before(async () => {
      suite = await deploySimulatedSuite(shape);
      permissions = await readPermissions(suite.client, suite.deployment);
      everybody = [
        ...new Set([...suite.accounts.slice(0, 5), suite.guardian, suite.arbiter, ...Object.values(suite.deployment.contracts)]),
      ];
    });

    after(() => suite.close());

    it("are those of docs/permissions.md", () => {
      const expected = readFileSync(path.join(repositoryRoot, "docs/permissions.md"), "utf8");
      if (shape.governance === "governor") {
        expect(permissionsDocument(permissions, namesOf(suite))).to.equal(expected);
      } else {
        // One address is everything that was told apart there.
        const rows = (text: string) => text.split("\n").filter((line) => /^\| .* \|$/.test(line));
        const merged = rows(expected.replace(/\n`OpenTimelock` carries out[^]*?\n\n\| role[^]*?\n\n/, "\n"))
          .map((line) => line.replace(/\| (OpenTimelock|guardian|arbiter) \|/, "| governance |"))
          .filter((line) => !line.startsWith("| OpenGovernor") && !line.startsWith("| OpenTimelock"));
        expect(rows(permissionsDocument(permissions, namesOf(suite)))).to.deep.equal(merged);
      }
    });

    it("leave the deployer nothing", () => {
      const deployer = getAddress(suite.accounts[0]!);
      const held = [
        ...permissions.roles.map(({ label, holders }) => [label, holders.map(({ address }) => getAddress(address))] as const),
        ...(permissions.timelock?.roles ?? []).map(({ name, holders }) => [name, holders.map((holder) => getAddress(holder))] as const),
      ];
      for (const [label, holders] of held) expect(holders, label).not.to.include(deployer);
    });

    it("refuse every privileged function to every caller without its role, and name the caller", async () => {
      let tried = 0;
      for (const { contract, selector, role } of permissions.functions) {
        const holders = permissions.roles.find((state) => state.role === role)!.holders.map(({ address }) => address.toLowerCase());
        const bridge = contract === "OpenToken" ? "0x4200000000000000000000000000000000000010" : zeroAddress;
        for (const caller of everybody.filter((address) => !holders.includes(address.toLowerCase()) && address !== bridge)) {
          const refusal = await revertOf(suite.client, suite.deployment.contracts[contract]!, zeroCall(contract, selector), caller);
          const { errorName, args } = decodeErrorResult({ abi: unauthorized, data: refusal });
          expect(errorName, `${contract} ${selector}`).to.equal("AccessManagedUnauthorized");
          expect(getAddress(args[0])).to.equal(getAddress(caller));
          tried += 1;
        }
      }
      expect(tried).to.be.greaterThan(permissions.functions.length * 10);
    });

    it("let a holder of the role in", async () => {
      for (const { contract, selector, role } of permissions.functions) {
        const [holder] = permissions.roles.find((state) => state.role === role)!.holders;
        const [immediate] = await suite.client.readContract({
          address: suite.deployment.contracts.AccessManager!,
          abi: accessManagerAbi,
          functionName: "canCall",
          args: [holder!.address, suite.deployment.contracts[contract]!, selector],
        });
        expect(immediate, `${contract} ${selector}`).to.equal(true);
      }
    });

    it("refuse what a contract guards itself to everybody else, and name the caller", async () => {
      const guards = shape.governance === "governor" ? [...ownGuards, ...guardsOfTheVote] : ownGuards;
      for (const [contract, names, error] of guards) {
        const allowed = [
          contract === "AccessManager" ? suite.governance : "",
          contract === "OpenTimelock" ? suite.deployment.contracts.OpenGovernor : "",
        ];
        const inside = contract.startsWith("Open") && contract !== "OpenToken" ? suite.deployment.contracts.OpenTimelock : "";
        for (const selector of names.flatMap((name) => selectorsOf(contract, name))) {
          for (const caller of everybody.filter((address) => ![...allowed, inside].includes(address))) {
            const refusal = await revertOf(suite.client, suite.deployment.contracts[contract]!, zeroCall(contract, selector), caller);
            const { errorName, args } = decodeErrorResult({ abi: abiOf(contract), data: refusal });
            const what = `${contract} ${selector} by ${caller}: ${errorName}`;
            if (error !== undefined) expect(errorName, what).to.equal(error);
            else expect(errorName, what).to.be.oneOf(["GovernorOnlyExecutor", "GovernorDisabledDeposit"]);
            if (errorName !== "GovernorDisabledDeposit") expect(args?.[0], what).to.equal(getAddress(caller));
          }
        }
      }
    });
  });
}
