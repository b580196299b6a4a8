import path from "node:path";

import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";

import { buildInBatches } from "./scripts/lib/build-in-batches.ts";

const { OP_STACK_CHAIN_ID, OP_STACK_BLOCKSCOUT_URL, OP_STACK_ETHERSCAN_API_URL, SOURCIFY_API_URL } = process.env;
const opStackChainId = OP_STACK_CHAIN_ID === undefined ? undefined : Number(OP_STACK_CHAIN_ID);

const solcPath = path.join(import.meta.dirname, "node_modules/solc/soljson.js");

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers, buildInBatches],
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
      ...(opStackChainId === undefined ? {} : { chainId: opStackChainId }),
      url: configVariable("OP_STACK_RPC_URL"),
      accounts: [configVariable("DEPLOYER_PRIVATE_KEY")],
    },
  },
  // Explorers of the chain behind `opStack`; Hardhat knows those of the named networks.
  ...(opStackChainId === undefined
    ? {}
    : {
        chainDescriptors: {
          [opStackChainId]: {
            name: "OP-stack chain",
            chainType: "op",
            blockExplorers: {
              ...(OP_STACK_BLOCKSCOUT_URL
                ? { blockscout: { url: OP_STACK_BLOCKSCOUT_URL, apiUrl: `${OP_STACK_BLOCKSCOUT_URL}/api` } }
                : {}),
              ...(OP_STACK_ETHERSCAN_API_URL ? { etherscan: { url: OP_STACK_ETHERSCAN_API_URL, apiUrl: OP_STACK_ETHERSCAN_API_URL } } : {}),
            },
          },
        },
      }),
  verify: {
    etherscan: { apiKey: configVariable("ETHERSCAN_API_KEY") },
    ...(SOURCIFY_API_URL ? { sourcify: { apiUrl: SOURCIFY_API_URL } } : {}),
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
