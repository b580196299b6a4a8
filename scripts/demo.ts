// `npm run demo [-- --keep [--epochs]] [-- --json]`: the whole loop on this machine, from a contribution to an explained payout.
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { datanetRegistryAbi, payoutLedgerAbi, rewardRouterAbi } from "@openledger/sdk/abis";
import { nanoToOpen } from "@openledger/sdk";

import { deploySuite } from "./lib/deploy-suite.ts";
import { removeDeployment, repositoryRoot, writeDeploymentRecord } from "./lib/deployment.ts";
import { freePort, sleep, type Service } from "./lib/service.ts";
import { build } from "./demo/build.ts";
import { checkSums } from "./demo/check-sums.ts";
import { claim } from "./demo/claim.ts";
import { uploadContents } from "./demo/contents.ts";
import { courtLines, registerMethod } from "./demo/court.ts";
import { contribute, farmedItems, fund, openDatanet, registerAccount, type Contribution, type Contributor } from "./demo/contribute.ts";
import { readCorpus, type CorpusItem } from "./demo/corpus.ts";
import { epochLaneLines } from "./demo/epoch-lane.ts";
import { askIndexer, waitForIndexer } from "./demo/explain.ts";
import { offeringLabel, publishOffering, registerGateway, startGateway, waitForModel } from "./demo/gateway.ts";
import { startIndexer } from "./demo/indexer.ts";
import { keywords } from "./demo/farm.ts";
import { questions } from "./demo/questions.ts";
import { receiptOf } from "./demo/receipt.ts";
import { ask, openApplication } from "./demo/serve.ts";
import { publishSnapshot, snapshotItems, trainAdapter } from "./demo/snapshot.ts";
import { settle } from "./demo/settle.ts";
import { startChain } from "./demo/start-chain.ts";
import { answerStory, columns, earningsTable } from "./demo/table.ts";
import { judge } from "./demo/validate.ts";
import { createVoice } from "./demo/voice.ts";
import { createWorld } from "./demo/world.ts";

const flag = { type: "boolean" } as const;
const { values: options } = parseArgs({ options: { keep: flag, json: flag, epochs: flag } });
const voice = createVoice(options.json === true ? process.stderr : process.stdout);
const services: Service[] = [];
const deploymentId = `local-${process.pid}`;
await mkdir(path.join(repositoryRoot, ".demo"), { recursive: true });
const folder = await mkdtemp(path.join(repositoryRoot, ".demo", "run-"));

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stopEverything().then(() => process.exit(130)));

try {
  await run();
} catch (error) {
  process.stderr.write(`\n✗ ${error instanceof Error ? error.message : String(error)}\n  logs: ${path.relative(process.cwd(), folder)}\n`);
  await stopServices();
  process.exit(1);
}

async function run(): Promise<void> {
  const [chainPort, indexerPort, gatewayPort] = [await freePort(), await freePort(), await freePort()];
  const urls = {
    rpc: `http://127.0.0.1:${chainPort}`,
    graphql: `http://127.0.0.1:${indexerPort}/graphql`,
    gateway: `http://127.0.0.1:${gatewayPort}`,
  };
  process.env.OPENLEDGER_RPC_URL = urls.rpc;

  voice.step("start", "a local OP-type chain, and the contracts by the Ignition modules that a testnet gets");
  services.push(await startChain(chainPort, folder));
  const deployment = await deploy();
  const deploymentFile = path.join(folder, "deployment.json");
  await writeDeploymentRecord(deploymentFile, deployment);
  const world = createWorld(urls.rpc, deployment);
  voice.line(`${Object.keys(deployment.contracts).length} contracts on chain ${deployment.chainId}`);

  for (const actor of ["datanetOwner", "gatewayOperator", "application", "farmer"] as const) await fund(world, world.actor(actor), 2_000);
  const gateway = await registerGateway(world, urls.gateway);
  services.push(await startGateway(world, gateway, gatewayPort, deploymentFile, folder));
  services.push(await startIndexer(urls.rpc, indexerPort, deploymentFile, `127.0.0.1`, folder));
  voice.line(`gateway ${urls.gateway}, GraphQL ${urls.graphql}`);

  voice.step("contribute", "a Datanet, and real texts of the packages installed here");
  const datanet = await openDatanet(world);
  voice.line(`Datanet ${datanet.id} “${datanet.name}”, licence MIT, bond 0.1 OPEN an item`);
  const corpus = await readCorpus();
  const contributions: Contribution[] = [];
  for (const [number, source] of corpus.entries()) {
    const actor = world.contributor(number, source.author);
    await fund(world, actor, 100);
    const contributor = { actor, account: await registerAccount(world, actor) };
    contributions.push(...(await contribute(world, datanet, contributor, source.items)));
    voice.line(`${source.author}: ${source.items.length} items of ${source.packageName}`);
  }
  const farmer: Contributor = { actor: world.actor("farmer"), account: await registerAccount(world, world.actor("farmer")) };
  contributions.push(...(await contribute(world, datanet, farmer, farmedItems(victimOf(corpus), keywords, await unlicensedItem()))));
  voice.line("somebody else: a copy, an edited copy, a list of keywords, and a text without a licence");

  voice.step("validate", "the curator runs the admission gate and decides on chain");
  const judged = await judge(world, datanet, contributions);
  const accepted = judged.filter(({ status }) => status === "Accepted").map(({ contribution }) => contribution);
  const refused = judged.filter(({ status }) => status !== "Accepted");
  voice.line(`${accepted.length} accepted, ${refused.length} refused: ${countBy(refused.map(({ reason }) => reason))}`);
  for (const { contribution, status, reason, explanation } of refused.filter(({ contribution }) => contribution.contributor === farmer)) {
    voice.line(`✗ ${contribution.item.uri}`);
    voice.line(`  ${status} (${reason}): ${explanation}`);
  }
  requireRefused(refused.filter(({ contribution }) => contribution.contributor === farmer).map(({ reason }) => reason));

  voice.step("build", "a base model, an adapter trained on the Datanet's snapshot, an agent that uses them");
  await uploadContents(urls.gateway, datanet, accepted);
  const items = await snapshotItems(world, accepted);
  const snapshot = await publishSnapshot(world, urls.gateway, datanet, items);
  const trained = trainAdapter(items);
  const built = await build(world, datanet, snapshot.number, trained.weights);
  voice.line(
    `snapshot ${snapshot.number} of ${snapshot.itemCount} items; model ${built.model} ← adapter ${built.adapter} ← agent ${built.agent}`,
  );

  voice.step("serve", "an application deposits OPEN, gets an API key, and asks with the official openai client");
  const treasuryAccount = await world.read<number>("RewardRouter", rewardRouterAbi, "commons");
  await publishOffering(world, gateway, datanet, built, trained.methodId, treasuryAccount);
  await registerMethod(world);
  await waitForModel(urls.gateway, offeringLabel);
  const application = await openApplication(world, gateway, urls.gateway);
  const answers = await ask(application, urls.gateway, questions, (answer) => {
    voice.line(`${answer.streamed ? "stream" : "at once"}  ${answer.question}`);
    voice.line(`         → ${firstLine(answer.text)}`);
  });

  voice.step("attribute", "every answer has a receipt that names the contributions and the unattributed share");
  for (const answer of answers) {
    const receipt = await receiptOf(urls.gateway, application.apiKey, answer.completionId);
    voice.line(
      `${receipt.receipt_id.slice(0, 10)}…  ${`${receipt.legs.length}`.padStart(2)} legs  ${(100 * receipt.unattributed_share).toFixed(1).padStart(5)} % unattributed`,
    );
  }

  voice.step("settle", "receipts through the RewardRouter, after the voucher is redeemed");
  const settled = await settle(world, urls.gateway);
  for (const { transactionHash, receipts, gasUsed } of settled)
    voice.line(`${receipts} receipts in ${transactionHash.slice(0, 18)}…, ${gasUsed} gas`);

  voice.step("claim", "two contributors get their OPEN in their wallets");
  const contributors = [...new Set(accepted.map(({ contributor }) => contributor))];
  const claims = await claim(world, [...new Map(contributors.map((contributor) => [contributor.account, contributor])).values()]);
  for (const { contributor, amount } of claims)
    voice.line(`${contributor.actor.name} received ${nanoToOpen(amount)} OPEN at ${contributor.actor.account.address}`);

  voice.step("explain", "from the indexer's GraphQL API");
  await waitForIndexer(urls.graphql, await world.client.getBlockNumber());
  const explanation = await askIndexer(urls.graphql);
  const names = await accountNames();
  for (const line of earningsTable(explanation, names)) voice.line(line);
  const byId = new Map(contributions.map((contribution) => [`${contribution.id}`, contribution]));
  for (const [index, receipt] of explanation.receipts.entries()) {
    voice.line("");
    for (const line of answerStory(answers[index]!, receipt, byId, names)) voice.line(line);
  }
  voice.line("");
  for (const line of columns((await checkSums(world, explanation, answers.length)).map((text) => ["✓", text]))) voice.line(line);

  const credited = await world.read<bigint>("PayoutLedger", payoutLedgerAbi, "totalCredited");
  const withdrawn = await world.read<bigint>("PayoutLedger", payoutLedgerAbi, "totalWithdrawn");
  voice.step(
    "done",
    `${nanoToOpen(credited)} OPEN paid by one application reached ${explanation.balances.filter(({ earned }) => earned !== "0").length} accounts`,
  );
  const summary = {
    chainId: deployment.chainId,
    receipts: explanation.receipts.length,
    feesPaid: explanation.total.fees,
    credited: `${credited}`,
    withdrawn: `${withdrawn}`,
    unattributed: explanation.total.unattributed,
    contributors: new Set(accepted.map(({ contributor }) => contributor.account)).size,
    graphql: urls.graphql,
    gateway: urls.gateway,
    rpc: urls.rpc,
    addresses: deployment.contracts,
  };
  if (options.keep === true) {
    voice.line(`chain    ${urls.rpc}`);
    voice.line(`GraphQL  ${urls.graphql}`);
    voice.line(`gateway  ${urls.gateway}/v1   API key ${application.apiKey}`);
    voice.line(`records  ${path.relative(process.cwd(), deploymentFile)}`);
    const place = { url: urls.gateway, apiKey: application.apiKey, deploymentFile, folder };
    const completions = answers.map(({ completionId }) => completionId);
    for (const line of await courtLines(world, gateway, completions, place)) voice.line(line);
    if (options.epochs === true) {
      const stopped = services.find(({ name }) => name === "gateway")!;
      await stopped.stop();
      services[services.indexOf(stopped)] = await startGateway(world, gateway, gatewayPort, deploymentFile, folder, "epoch");
      for (const line of epochLaneLines(world, gateway, place)) voice.line(line);
    }
    voice.line("Ctrl-C stops them.");
  }
  if (options.json === true) process.stdout.write(`${JSON.stringify(summary)}\n`);
  if (options.keep === true) await untilOneStops();
  else await stopEverything();

  async function accountNames(): Promise<Map<number, string>> {
    const named = new Map<number, string>([
      [treasuryAccount, "commons and treasury"],
      [gateway.account, "gateway operator"],
      [datanet.account, `Datanet “${datanet.name}”`],
    ]);
    for (const { contributor } of contributions) named.set(contributor.account, contributor.actor.name);
    for (const [contract, id, label] of [
      ["ModelRegistry", built.model, "base model"],
      ["AdapterRegistry", built.adapter, "adapter"],
      ["AgentRegistry", built.agent, "agent"],
    ] as const) {
      named.set(await world.read<number>(contract, datanetRegistryAbi, "accountOf", [BigInt(id)]), label);
    }
    return named;
  }
}

async function deploy() {
  return deploySuite({
    network: "local",
    deploymentId,
    parameters: {
      governance: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
      treasury: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
      initialSupply: 100_000_000n * 10n ** 18n,
      escrowWithdrawalDelay: 86_400,
      gatewayUnbondingDelay: 1_209_600,
      revealWindow: 86_400,
    },
  });
}

function victimOf(corpus: Awaited<ReturnType<typeof readCorpus>>): CorpusItem {
  const victim = corpus.flatMap(({ items }) => items).find(({ uri }) => uri.endsWith("utils/ReentrancyGuard.sol"));
  if (victim === undefined) throw new Error("the installed @openzeppelin/contracts has no utils/ReentrancyGuard.sol");
  return victim;
}

/** A real file whose header says UNLICENSED: Hardhat's template contract. */
async function unlicensedItem(): Promise<CorpusItem> {
  const place = "hardhat/templates/02-mocha-ethers/contracts/Counter.sol";
  const text = await readFile(path.join(repositoryRoot, "node_modules", place), "utf8");
  return { uri: `npm:${place}`, licence: "UNLICENSED", text };
}

function requireRefused(reasons: readonly string[]): void {
  for (const reason of ["ExactDuplicate", "NearDuplicate", "Stuffing", "LicenceMissing"]) {
    if (!reasons.includes(reason))
      throw new Error(`nothing was refused as ${reason}; the farmer's items were refused as ${reasons.join(", ")}`);
  }
}

function countBy(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(", ");
}

function firstLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 110 ? `${line.slice(0, 107)}…` : line;
}

async function stopServices(): Promise<void> {
  for (const service of services.reverse()) await service.stop();
}

async function stopEverything(): Promise<void> {
  await stopServices();
  await removeDeployment(deploymentId);
  await rm(folder, { recursive: true, force: true });
}

/** Waits for Ctrl-C, or for a service that ends by itself. */
async function untilOneStops(): Promise<void> {
  while (services.every(({ child }) => child.exitCode === null && child.signalCode === null)) await sleep(500);
  throw new Error(`${services.find(({ child }) => child.exitCode !== null || child.signalCode !== null)?.name} stopped by itself`);
}
