import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { checkChain } from "../../indexer/scripts/check-chain.ts";
import { readOptions } from "../../indexer/scripts/options.ts";
import { ConfigError, readConfig } from "../../indexer/src/config/config.ts";
import { chainScript } from "./support/chain-script.ts";
import { startLocalChain, type LocalChain } from "./support/local-chain.ts";
import { startOnce } from "./support/start-once.ts";

describe("a start with wrong settings", function () {
  this.timeout(500_000);
  let chain: LocalChain;
  let folder: string;
  let good: Record<string, string>;
  let fileWith: (change: (record: { chainId: number; contracts: Record<string, string> }) => void) => string;

  before(async () => {
    const script = await chainScript();
    chain = await startLocalChain(script);
    folder = mkdtempSync(path.join(tmpdir(), "openledger-start-"));
    let files = 0;
    fileWith = (change) => {
      const record = structuredClone(script.deployment) as unknown as { chainId: number; contracts: Record<string, string> };
      change(record);
      const file = path.join(folder, `${(files += 1)}.json`);
      writeFileSync(file, JSON.stringify(record));
      return file;
    };
    good = {
      OPENLEDGER_RPC_URL: chain.url,
      OPENLEDGER_DEPLOYMENT: fileWith(() => undefined),
      OPENLEDGER_INDEXER_DATA: path.join(folder, "data"),
    };
  });
  after(async () => {
    await chain?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What is said of the settings, by the steps that `npm run indexer` takes first. */
  const refusalOf = async (env: Record<string, string>, args: readonly string[]): Promise<string> => {
    try {
      readOptions(args);
      await checkChain(readConfig({ ...good, ...env }));
      return "nothing";
    } catch (error) {
      expect(error).to.be.instanceOf(ConfigError);
      return (error as Error).message;
    }
  };
  const nowhere = "0x00000000000000000000000000000000000000aa";

  it("is refused with a line that says what to do", async () => {
    const cases: readonly (readonly [Record<string, string>, readonly string[], RegExp])[] = [
      [
        { OPENLEDGER_DEPLOYMENT: fileWith(({ contracts }) => delete contracts["PayoutLedger"]) },
        [],
        /PayoutLedger .*; set it to a JSON file/,
      ],
      [
        { OPENLEDGER_DEPLOYMENT: fileWith(({ contracts }) => (contracts["AgentRegistry"] = nowhere)) },
        [],
        /there is no contract at 0x0{38}(aa|AA) \(AgentRegistry\) on this chain; deploy first/,
      ],
      [{ OPENLEDGER_RPC_URL: "http://127.0.0.1:9" }, [], /http:\/\/127\.0\.0\.1:9 does not answer; start the chain/],
      [{}, ["--port", "seven"], /^--port is seven; use a whole number from 1 to 65535/],
      [{}, ["--schema", "Mine!"], /^--schema is Mine!; use at most 36/],
      [{}, ["--colour"], /^Unknown option '--colour'; docs\/running-the-indexer\.md lists the options/],
      [{}, [], /^nothing$/],
    ];
    for (const [env, args, expected] of cases) expect(await refusalOf(env, args)).to.match(expected);
  });

  it("prints that line alone, and stops with code 1", async () => {
    const otherChain = { OPENLEDGER_DEPLOYMENT: fileWith((record) => (record.chainId = 10)) };
    const noDatabase = { DATABASE_URL: "postgres://nobody@127.0.0.1:9/none" };
    const [chainLine, databaseLine, readerLine] = await Promise.all([
      startOnce({ ...good, ...otherChain }),
      startOnce({ ...good, ...noDatabase }),
      startOnce(good, "--reader"),
    ]);
    expect(chainLine).to.match(/is chain 31337, the deployment is on chain 10; set the address/);
    expect(databaseLine).to.match(/^DATABASE_URL: the database does not answer \(.*\); start it/);
    expect(readerLine).to.match(/^--reader needs Postgres; set DATABASE_URL/);
  });
});
