import { contentRoot, decodeBatch, feeOf, snapshotRoot, voucherTypedData, type Voucher } from "@openledger/sdk";
import { getAddress, pad, recoverAddress, recoverTypedDataAddress, toHex, zeroHash, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { methodId } from "../src/attribution/method-id.ts";
import { ChainRefusal } from "../src/chain/chain-refusal.ts";
import { createLogFolder } from "../src/chain/fold-logs.ts";
import { localSigner } from "../src/chain/local-signer.ts";
import type { Chain, PublishedPrior } from "../src/chain/types.ts";

export const PAYER = 50;
export const payerAccount = privateKeyToAccount(`0x${"77".repeat(32)}`);
/** Private key of whoever controls a contributor's account. */
export const contributorKey = (account: number): Hex => pad(toHex(account), { size: 32, dir: "right" });
export const ownerAccount = privateKeyToAccount(`0x${"88".repeat(32)}`);
export const SALT: Hex = `0x${"5a".repeat(32)}`;
export const COMMONS = 2;
export const MODEL = "security-helper";
export const BASE_WEIGHTS: Hex = `0x${"ba".repeat(32)}`;
export const TUNED_WEIGHTS: Hex = `0x${"ad".repeat(32)}`;

export const ITEMS = [
  {
    account: 10,
    uri: "npm:guard@1.0.0/ReentrancyGuard.sol",
    text: "/**\n * @dev Contract module that helps prevent reentrant calls to a function.\n *\n * Inheriting from `ReentrancyGuard` will make the {nonReentrant} modifier\n * available, which can be applied to functions to make sure there are no nested\n * (reentrant) calls to them.\n */\nabstract contract ReentrancyGuard {\n    uint256 private status;\n}\n",
  },
  {
    account: 11,
    uri: "npm:permit@1.0.0/ERC20Permit.sol",
    text: "/**\n * @dev Implementation of the permit extension allowing approvals to be made via signatures.\n * Adds the permit method, which can be used to change an account's allowance by presenting a message signed by the account.\n */\nabstract contract ERC20Permit {\n    function permit(address owner, address spender) public {}\n}\n",
  },
  {
    account: 12,
    uri: "npm:time@1.0.0/README.md",
    text: "# Timelocks\n\nA timelock gives the users of a contract time to exit before a potentially dangerous operation is applied. The owner schedules an operation first, and anybody can see what will happen before it is executed.\n\nProposers schedule, executors execute, and cancellers can stop a malicious proposal while it waits.\n",
  },
] as const;

type Refusal = (sequence: number) => string | undefined;

/** A chain in memory: real folding, real signatures, and the escrow's and the router's rules that the gateway must respect. */
export function fakeChain({ balance = 1_000_000_000n, promptPrice = 1_000_000n, completionPrice = 2_000_000n } = {}) {
  const router = getAddress(`0x${"a1".repeat(20)}`);
  const escrow = getAddress(`0x${"e5".repeat(20)}`);
  const ids = { chainId: 31_337, router, escrow, gatewayId: 1 };
  const folder = createLogFolder({ gatewayId: ids.gatewayId, salts: new Map() });
  let block = 1n;
  const emit = (eventName: string, args: Record<string, unknown>): void =>
    folder.apply({ eventName, args, blockNumber: ++block, timestamp: 1_790_000_000 });

  emit("DatanetCreated", { datanet: 1, account: 3, name: "Smart-contract security", salt: SALT });
  emit("TermsPublished", { datanet: 1, version: 1, terms: { licence: "MIT", train: 2, infer: 2, mine: 2 } });
  const contributions = ITEMS.map(({ account, uri, text }, i) => ({
    id: (BigInt(account) << 24n) | 1n,
    commit: i + 1,
    item: { contentRoot: contentRoot(text, SALT), licence: "MIT", uri },
    text,
  }));
  for (const { id, commit, item } of contributions) {
    emit("ContributionsRevealed", { commit, datanet: 1, firstContribution: id, termsVersion: 1, items: [item] });
    emit("ContributionStatusChanged", { contribution: id, datanet: 1, status: 2, noveltyPpm: 1_000_000 });
  }
  const itemRoot = snapshotRoot(
    contributions.map(({ id, item }) => ({ contributionId: id, contentRoot: item.contentRoot, noveltyPpm: 1_000_000 })),
  );
  emit("SnapshotPublished", { datanet: 1, snapshot: 1, itemRoot, itemCount: contributions.length });
  emit("ModelRegistered", { model: 1, record: { name: "base", weightsHash: BASE_WEIGHTS }, edges: [] });
  emit("AdapterRegistered", {
    adapter: 1,
    record: { name: "tuned", weightsHash: TUNED_WEIGHTS },
    edges: [{ relation: 0, kind: 1, parent: 1, snapshot: 1, weightPpm: 0 }],
  });
  const record = {
    gateway: 1,
    model: 1,
    agent: 0,
    promptPrice,
    completionPrice,
    methodId: methodId(),
    label: MODEL,
    adapters: [1],
    datanets: [1],
    split: [
      { role: 0, account: 0, bps: 7_000 },
      { role: 5, account: 4, bps: 3_000 },
    ],
  };
  emit("OfferingPublished", { offering: 1, gateway: 1, record });
  let catalogue = folder.catalogue(block);

  const state = {
    balance,
    withdrawing: 0n,
    authorised: 0n,
    debited: 0n,
    cap: 2n ** 64n - 1n,
    settled: new Set<string>(),
    transactions: [] as Hex[],
    redeemed: [] as Voucher[],
    refuse: (() => undefined) as Refusal,
    /** This gateway's influence priors, the latest last. */
    priors: [] as (PublishedPrior & { readonly adapter: Hex; readonly snapshotRoot: Hex })[],
    /** Members of panels: receipt and account. */
    panels: new Set<string>(),
    isDown: false,
    /** Mines the batch but loses the answer, as a connection does. */
    losesAnswers: false,
  };
  const isSigned = async (voucher: Voucher, signature: Hex): Promise<boolean> => {
    if (voucher.payerAccount !== PAYER) return false;
    const signer = await recoverTypedDataAddress({
      ...voucherTypedData({ chainId: ids.chainId, escrow, voucher }),
      signature,
    } as never).catch(() => undefined);
    return signer === payerAccount.address;
  };
  const reach = (): void => {
    if (state.isDown) throw new Error("connection refused");
  };
  const chain: Chain = {
    ...ids,
    genesis: zeroHash,
    signer: localSigner(`0x${"42".repeat(32)}`, ids),
    grantDomain: { chainId: ids.chainId, registry: getAddress(`0x${"d5".repeat(20)}`) },
    datanetOwner: async () => ownerAccount.address,
    isSigned: async (signer, data, signature) => {
      const found = await recoverTypedDataAddress({ ...(data as object), signature } as never).catch(() => undefined);
      return found?.toLowerCase() === signer.toLowerCase();
    },
    catalogue: () => catalogue,
    refresh: async () => {
      reach();
      catalogue = folder.catalogue(block);
      return true;
    },
    now: () => Date.now(),
    payerState: async (payer) => {
      reach();
      const { withdrawing, authorised, debited, cap } = state;
      return payer === PAYER
        ? { balance: state.balance, withdrawing, authorised, debited, cap }
        : { balance: 0n, withdrawing: 0n, authorised: 0n, debited: 0n, cap };
    },
    isVoucherSigned: isSigned,
    isSignedByController: async (account, digest, signature) => {
      const isContributor = ITEMS.some((item) => item.account === account);
      const controller = account === PAYER ? payerAccount : isContributor ? privateKeyToAccount(contributorKey(account)) : undefined;
      return controller !== undefined && (await recoverAddress({ hash: digest, signature }).catch(() => undefined)) === controller.address;
    },
    commons: async () => COMMONS,
    keyProblem: async () => undefined,
    publishedPrior: async (adapter, snapshotRoot) => {
      reach();
      return state.priors.findLast((prior) => prior.adapter === adapter && prior.snapshotRoot === snapshotRoot);
    },
    isOnPanel: async (receiptId, account) => {
      reach();
      return state.panels.has(`${receiptId}/${account}`);
    },
    isSettled: async (epoch, sequence) => {
      reach();
      return state.settled.has(`${epoch}/${sequence}`);
    },
    redeem: async (vouchers) => {
      reach();
      for (const { voucher, signature } of vouchers) {
        if (!(await isSigned(voucher, signature))) throw new ChainRefusal("PaymentEscrow_BadSignature");
        if (voucher.cumulative > state.authorised) state.authorised = voucher.cumulative;
        state.redeemed.push(voucher);
      }
      return zeroHash;
    },
    settle: async ({ blob }) => {
      reach();
      const { receipts } = decodeBatch(blob);
      let fees = 0n;
      for (const { receipt } of receipts) {
        const refusal = state.refuse(receipt.sequence);
        if (refusal !== undefined) throw new ChainRefusal(refusal);
        if (state.settled.has(`${receipt.epoch}/${receipt.sequence}`))
          throw new ChainRefusal(`RewardRouter_AlreadySettled(${receipt.sequence})`);
        if (receipt.fee !== feeOf({ ...receipt, promptPrice, completionPrice }))
          throw new ChainRefusal(`RewardRouter_WrongFee(${receipt.sequence})`);
        fees += receipt.fee;
      }
      if (state.debited + fees > state.authorised) throw new ChainRefusal("PaymentEscrow_AboveVoucher");
      if (fees > state.balance) throw new ChainRefusal("PaymentEscrow_InsufficientBalance");
      state.debited += fees;
      state.balance -= fees;
      for (const { receipt } of receipts) state.settled.add(`${receipt.epoch}/${receipt.sequence}`);
      const hash = `0x${(state.transactions.length + 1).toString(16).padStart(64, "0")}` as Hex;
      state.transactions.push(hash);
      if (state.losesAnswers) throw new Error("socket hang up");
      return hash;
    },
    waitFor: async () => {
      reach();
      return true;
    },
  };
  const signVoucher = async (voucher: Partial<Voucher> = {}) => {
    const whole: Voucher = {
      payerAccount: PAYER,
      gatewayId: 1,
      cumulative: 500_000_000n,
      expiry: Math.floor(Date.now() / 1000) + 86_400,
      ...voucher,
    };
    const signature = await payerAccount.signTypedData(voucherTypedData({ chainId: ids.chainId, escrow, voucher: whole }) as never);
    return { voucher: { ...whole, cumulative: whole.cumulative.toString() }, signature };
  };
  return { chain, state, emit, contributions, signVoucher, itemRoot, record };
}
