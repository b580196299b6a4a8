import path from "node:path";

import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";

const solcPath = path.join(import.meta.dirname, "node_modules/solc/soljson.js");

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers],
  solidity: {
    version: "0.8.37",
    path: solcPath,
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
    settings: {
      evmVersion: "prague",
      optimizer: { enabled: true, runs: 10_000 },
      metadata: { bytecodeHash: "none" },
      outputSelection: { "*": { "*": ["storageLayout"] } },
    },
  },
  networks: {
    default: { type: "edr-simulated", chainType: "op" },
    local: { type: "http", chainType: "op", url: process.env.OPENLEDGER_RPC_URL ?? "http://127.0.0.1:8545" },
    optimismSepolia: {
      type: "http",
      chainType: "op",
      chainId: 11_155_420,
      url: configVariable("OPTIMISM_SEPOLIA_RPC_URL"),
      accounts: [configVariable("DEPLOYER_PRIVATE_KEY")],
    },
    baseSepolia: {
      type: "http",
      chainType: "op",
      chainId: 84_532,
      url: configVariable("BASE_SEPOLIA_RPC_URL"),
      accounts: [configVariable("DEPLOYER_PRIVATE_KEY")],
    },
    opStack: {
      type: "http",
      chainType: "op",
      url: configVariable("OP_STACK_RPC_URL"),
      accounts: [configVariable("DEPLOYER_PRIVATE_KEY")],
    },
  },
  paths: { sources: "contracts", tests: "test", artifacts: "artifacts", cache: "cache", ignition: "deploy" },
  typechain: { outDir: "types/ethers-contracts" },
  test: {
    solidity: {
      fsPermissions: { readDirectory: ["test/vectors"] },
      fuzz: { runs: 256, seed: "0x4f50454e" },
      invariant: { runs: 64, depth: 64, failOnRevert: false },
    },
  },
});
