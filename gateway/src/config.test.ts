import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { CONTRACT_NAMES } from "@openledger/sdk";
import { expect } from "chai";

import { readConfig, redactConfig } from "./config.ts";

const file = path.join(mkdtempSync(path.join(tmpdir(), "openledger-config-")), "deployment.json");
writeFileSync(
  file,
  JSON.stringify({
    chainId: 31_337,
    startBlock: 0,
    contracts: Object.fromEntries(CONTRACT_NAMES.map((name) => [name, `0x${"11".repeat(20)}`])),
  }),
);
const KEY = `0x${"ab".repeat(32)}`;
const GOOD = {
  OPENLEDGER_RPC_URL: "http://user:secret@127.0.0.1:8545",
  OPENLEDGER_DEPLOYMENT: file,
  OPENLEDGER_GATEWAY_ID: "3",
  OPENLEDGER_RECEIPT_KEY: KEY,
  OPENLEDGER_SUBMITTER_KEY: KEY,
  DATABASE_URL: "postgres://me:hunter2@db.example:5432/gateway",
  OPENLEDGER_ADMIN_TOKEN: "an-operator-token",
  OPENLEDGER_UPSTREAM_URL: "https://models.example/v1",
  OPENLEDGER_UPSTREAM_KEY: "sk-upstream",
  OPENLEDGER_DATANET_SALTS: `4=${KEY}`,
};

describe("readConfig", () => {
  it("reads the environment once, with defaults", () => {
    const config = readConfig({ ...GOOD, PORT: "" });
    expect(config).to.include({ gatewayId: 3, port: 8787, host: "127.0.0.1", settleInterval: 30_000 });
    expect(config.upstream).to.deep.equal({ baseUrl: "https://models.example/v1", apiKey: "sk-upstream" });
    expect(config.salts.get(4)).to.equal(KEY);
  });

  it("logs no secret", () => {
    const logged = JSON.stringify(redactConfig(readConfig(GOOD)));
    for (const secret of ["abab", "hunter2", "secret", "sk-upstream", "an-operator-token"]) expect(logged).not.to.contain(secret);
  });

  const bad: readonly (readonly [string, string | undefined, string])[] = [
    ["OPENLEDGER_RPC_URL", undefined, "OPENLEDGER_RPC_URL is not set"],
    ["OPENLEDGER_RPC_URL", "ftp://x", "http(s) URL"],
    ["OPENLEDGER_RECEIPT_KEY", "0x12", "64 hex digits"],
    ["OPENLEDGER_GATEWAY_ID", "0", "OPENLEDGER_GATEWAY_ID is not usable"],
    ["OPENLEDGER_DEPLOYMENT", "/nowhere.json", "cannot be read (ENOENT)"],
    ["OPENLEDGER_DEPLOYMENT", "999999", "no known deployment"],
    ["OPENLEDGER_ADMIN_TOKEN", "short", "16 characters"],
    ["OPENLEDGER_DATANET_SALTS", "4:0x12", "must look like"],
  ];
  for (const [name, value, message] of bad) {
    it(`refuses ${name}=${value} in one line, without showing a key`, () => {
      expect(() => readConfig({ ...GOOD, [name]: value }))
        .to.throw(Error, message)
        .with.property("message")
        .that.does.not.match(/\n|abab/);
    });
  }
});
