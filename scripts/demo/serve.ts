import { voucherTypedData } from "@openledger/sdk";
import { openTokenAbi, paymentEscrowAbi } from "@openledger/sdk/abis";
import OpenAI from "openai";
import { parseSignature, parseUnits } from "viem";

import { registerAccount } from "./contribute.ts";
import { offeringLabel, type GatewayIdentity } from "./gateway.ts";
import type { World } from "./world.ts";

export type Application = { readonly account: number; readonly apiKey: string };

export type Answer = {
  readonly question: string;
  readonly text: string;
  readonly streamed: boolean;
  readonly completionId: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
};

const depositOpen = "50";
const budgetOpen = "20";

/** Deposits OPEN with a permit, signs one voucher as its budget, and gets an API key for it. */
export async function openApplication(world: World, gateway: GatewayIdentity, gatewayUrl: string): Promise<Application> {
  const actor = world.actor("application");
  const account = await registerAccount(world, actor);
  await depositWithPermit(world, account);

  const voucher = { payerAccount: account, gatewayId: gateway.id, cumulative: parseUnits(budgetOpen, 9), expiry: Math.floor(Date.now() / 1000) + 30 * 86_400 };
  const typedData = voucherTypedData({ chainId: world.deployment.chainId, escrow: world.address("PaymentEscrow"), voucher });
  const signature = await actor.account.signTypedData(typedData);
  const response = await fetch(`${gatewayUrl}/v1/keys`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ voucher: { ...voucher, cumulative: `${voucher.cumulative}` }, signature, evidence: "public", label: "demo application" }),
  });
  if (!response.ok) throw new Error(`no API key: ${response.status} ${await response.text()}`);
  const { key } = (await response.json()) as { key: string };
  return { account, apiKey: key };
}

/** Asks with the official `openai` client, every second question as a stream. */
export async function ask(application: Application, gatewayUrl: string, questions: readonly string[], heard: (answer: Answer) => void): Promise<Answer[]> {
  const client = new OpenAI({ apiKey: application.apiKey, baseURL: `${gatewayUrl}/v1`, maxRetries: 0 });
  const answers: Answer[] = [];
  for (const [index, question] of questions.entries()) {
    const answer = index % 2 === 0 ? await askAtOnce(client, question) : await askStreaming(client, question);
    heard(answer);
    answers.push(answer);
  }
  return answers;
}

async function askAtOnce(client: OpenAI, question: string): Promise<Answer> {
  const completion = await client.chat.completions.create({ model: offeringLabel, messages: [{ role: "user", content: question }] });
  const text = completion.choices[0]?.message.content ?? "";
  return { question, text, streamed: false, completionId: completion.id, ...tokensOf(completion.usage) };
}

async function askStreaming(client: OpenAI, question: string): Promise<Answer> {
  const stream = await client.chat.completions.create({
    model: offeringLabel,
    messages: [{ role: "user", content: question }],
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = "";
  let completionId = "";
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of stream) {
    completionId = chunk.id;
    text += chunk.choices[0]?.delta.content ?? "";
    usage = chunk.usage ?? usage;
  }
  return { question, text, streamed: true, completionId, ...tokensOf(usage) };
}

function tokensOf(usage: OpenAI.CompletionUsage | null | undefined): { promptTokens: number; completionTokens: number } {
  if (usage === null || usage === undefined) throw new Error("the gateway sent no usage");
  return { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens };
}

async function depositWithPermit(world: World, account: number): Promise<void> {
  const actor = world.actor("application");
  const token = world.address("OpenToken");
  const spender = world.address("PaymentEscrow");
  const amount = parseUnits(depositOpen, 9);
  const deadline = BigInt(Math.floor(Date.now() / 1000) + 3_600);
  const nonce = await world.read<bigint>("OpenToken", openTokenAbi, "nonces", [actor.account.address]);
  const signature = await actor.account.signTypedData({
    domain: { name: "OPEN", version: "1", chainId: world.deployment.chainId, verifyingContract: token },
    types: {
      Permit: [
        { name: "owner", type: "address" },
        { name: "spender", type: "address" },
        { name: "value", type: "uint256" },
        { name: "nonce", type: "uint256" },
        { name: "deadline", type: "uint256" },
      ],
    },
    primaryType: "Permit",
    message: { owner: actor.account.address, spender, value: amount * 1_000_000_000n, nonce, deadline },
  });
  const { r, s, v } = parseSignature(signature);
  await world.send(actor, "PaymentEscrow", paymentEscrowAbi, "depositWithPermit", [account, amount, deadline, Number(v), r, s]);
}
