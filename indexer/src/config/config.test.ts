import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { CONTRACT_NAMES } from "@openledger/sdk";
import { expect } from "chai";

import { deployedContracts } from "../fold/contracts.ts";
import { ConfigError, readConfig } from "./config.ts";

describe("readConfig", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "openledger-config-"));
    file = path.join(folder, "deployment.json");
    const contracts = Object.fromEntries(CONTRACT_NAMES.map((name, i) => [name, `0x${(i + 1).toString(16).padStart(40, "0")}`]));
    writeFileSync(file, JSON.stringify({ chainId: 31_337, startBlock: 3, contracts }));
    writeFileSync(path.join(folder, "empty.json"), "{}");
    writeFileSync(path.join(folder, "broken.json"), "{");
  });
  after(() => rmSync(folder, { recursive: true }));

  const good = () => ({ OPENLEDGER_RPC_URL: "http://127.0.0.1:8545", OPENLEDGER_DEPLOYMENT: file });

  it("reads what is given and fills in the rest", () => {
    const config = readConfig(good());
    expect(config).to.include({ pollingInterval: 1_000, dataDirectory: ".ponder/pglite" });
    expect(config.databaseUrl).to.equal(undefined);
    expect(config.deployment).to.include({ chainId: 31_337, startBlock: 3 });
    expect(config.evidenceHosts).to.deep.equal(["127.0.0.1", "localhost"]);
    // Our own node is listed often, somebody else's once.
    expect(config.rpcUrls).to.have.length(50);
    expect(readConfig({ ...good(), OPENLEDGER_RPC_URL: "https://rpc.example.org" }).rpcUrls).to.deep.equal(["https://rpc.example.org"]);
    const set = {
      ...good(),
      OPENLEDGER_RPC_ALIASES: "2",
      OPENLEDGER_RPC_URL: "http://a.example, http://b.example",
      OPENLEDGER_EVIDENCE_HOSTS: "A.example, ,b.example",
    };
    expect(readConfig(set).rpcUrls).to.have.length(4);
    expect(readConfig(set).evidenceHosts).to.deep.equal(["a.example", "b.example"]);
  });

  it("takes a deployment with or without evaluations and reputation, and indexes what is there", () => {
    const { deployment } = readConfig(good());
    expect(deployedContracts(deployment)).to.include("EpochLedger").and.not.include("Evaluations").and.not.include("AgentReputation");
    const address = `0x${"ee".repeat(20)}` as const;
    const more = { ...deployment, contracts: { ...deployment.contracts, Evaluations: address } };
    writeFileSync(path.join(folder, "more.json"), JSON.stringify(more));
    const read = readConfig({ ...good(), OPENLEDGER_DEPLOYMENT: path.join(folder, "more.json") }).deployment;
    expect(deployedContracts(read)).to.include("Evaluations").and.not.include("AgentReputation");
    expect(deployedContracts(read).every((name) => /^0x/.test(read.contracts[name]!))).to.equal(true);
  });

  const wrong: readonly (readonly [string, () => Record<string, string>, RegExp])[] = [
    ["no RPC URL", () => ({ OPENLEDGER_DEPLOYMENT: file }), /^OPENLEDGER_RPC_URL is not set; set it to/],
    ["an RPC URL that is none", () => ({ ...good(), OPENLEDGER_RPC_URL: "localhost:8545" }), /^OPENLEDGER_RPC_URL is "localhost:8545"/],
    ["no deployment", () => ({ OPENLEDGER_RPC_URL: "http://a.example" }), /^OPENLEDGER_DEPLOYMENT is not set/],
    [
      "a deployment that is not there",
      () => ({ ...good(), OPENLEDGER_DEPLOYMENT: "/nowhere.json" }),
      /\/nowhere\.json: the file cannot be read \(ENOENT\)/,
    ],
    [
      "a deployment without contracts",
      () => ({ ...good(), OPENLEDGER_DEPLOYMENT: path.join(folder, "empty.json") }),
      /contracts is undefined/,
    ],
    ["a deployment that is no JSON", () => ({ ...good(), OPENLEDGER_DEPLOYMENT: path.join(folder, "broken.json") }), /not JSON/],
    [
      "a polling interval that is too short",
      () => ({ ...good(), OPENLEDGER_POLLING_MS: "5" }),
      /^OPENLEDGER_POLLING_MS is "5"; set it to 100/,
    ],
    ["aliases that are no number", () => ({ ...good(), OPENLEDGER_RPC_ALIASES: "many" }), /^OPENLEDGER_RPC_ALIASES is "many"/],
  ];
  for (const [what, env, message] of wrong) {
    it(`stops at ${what} with one line that says what to do`, () => {
      expect(() => readConfig(env())).to.throw(ConfigError, message);
      try {
        readConfig(env());
      } catch (error) {
        expect((error as Error).message).to.not.include("\n");
      }
    });
  }

  it("does not print the password of a database", () => {
    expect(() => readConfig({ ...good(), DATABASE_URL: "mysql://user:secret@host/db" })).to.throw(
      ConfigError,
      /^DATABASE_URL is malformed; set it to postgres/,
    );
  });
});
