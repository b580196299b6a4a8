import { expect } from "chai";
import type { Hex } from "viem";

import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { DAY, epochWorld, GATEWAY_ID, Lie, randomOf, ZERO, type EpochWorld } from "./world.ts";
import { roles } from "../../../deploy/modules/roles.ts";
import { subtreeOpening, wordClaim } from "../../../sdk/src/epoch/openings.ts";

interface Live {
  readonly epoch: Epoch;
  readonly record: Hex;
  readonly hash: Hex;
  isHeld: boolean;
}

const NANO = 10n ** 9n;

/** Random walks of commit, hold, wait, finalise, push, claim, expire, convict and restore; the numbered invariants after every step. */
describe("epoch rail invariants", function () {
  this.timeout(600_000);
  let w: EpochWorld;
  before(async () => {
    w = await epochWorld();
    await w.manager.grantRole(roles.EpochCourt, w.suite.actor.address, 0);
  });

  for (const seed of ["a", "b", "c"]) {
    it(`hold on walk ${seed}`, async () => {
      const snapshot = await w.networkHelpers.takeSnapshot();
      const random = randomOf(`walk ${seed}`);
      const { ledger, payouts, suite } = w;
      const { paymentEscrow, payoutLedger, openToken } = suite;
      let live: Live[] = [];
      const final: Live[] = [];
      const voided: Live[] = [];
      let pushed = 0;
      let bondPaid = 0n;
      const deposits = async () => Promise.all(w.payerAccounts.map(async (payer) => (await paymentEscrow.depositOf(payer)).balance));
      const start = await deposits();
      const bond = (await suite.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond;

      const cut = (at: number) => {
        voided.push(...live.slice(at).filter(({ isHeld }) => isHeld));
        live = live.slice(0, at);
      };
      const actions: (() => Promise<void>)[] = [
        async () => {
          const parent = live.at(-1) ?? final.at(-1);
          const number = final.length + live.length;
          const epoch = await w.randomEpoch(random, {
            epoch: number,
            parent: parent?.hash ?? ZERO,
            count: random.int(1, 6),
          });
          live.push({ epoch, ...(await w.commit(epoch)), isHeld: false });
        },
        async () => {
          const next = live.find(({ isHeld }) => !isHeld);
          if (next === undefined || (await ledger.elapsedOf(next.record)) >= BigInt(DAY / 2) - 10n) return;
          await w.hold(next.record, next.epoch);
          next.isHeld = true;
        },
        async () => void (await w.networkHelpers.time.increase(random.int(1, DAY / 3))),
        async () => {
          const [next] = live;
          if (next === undefined || !next.isHeld || (await ledger.elapsedOf(next.record)) < BigInt(DAY)) return;
          await ledger.finalise(next.record);
          final.push(live.shift()!);
        },
        async () => {
          const next = final[pushed];
          if (next === undefined) return;
          const { words, path } = subtreeOpening(next.epoch, 0);
          await payouts.push(GATEWAY_ID, pushed, 0, words, path);
          pushed++;
        },
        async () => {
          // Some words, of any final epochs: credited already or not.
          if (final.length === 0) return;
          const claims = Array.from({ length: random.int(1, 4) }, () => {
            const { epoch } = final[random.int(0, final.length - 1)]!;
            return wordClaim(epoch, random.int(0, epoch.words.length - 1));
          });
          await payouts.claim(claims, []);
        },
        async () => {
          const at = live.findIndex(({ isHeld }) => !isHeld);
          if (at < 0 || (await ledger.elapsedOf(live[at]!.record)) < BigInt(DAY / 2)) return;
          await ledger.expire(live[at]!.record);
          cut(at);
        },
        async () => {
          if (live.length === 0 || random.int(0, 3) > 0) return;
          const at = random.int(0, live.length - 1);
          const fees = live.slice(at).reduce((sum, { epoch }) => sum + epoch.top.fields.feeTotal, 0n);
          await ledger.convict(live[at]!.record, Lie.Chunk, suite.actor.address, 0);
          await w.award(live[at]!.hash);
          bondPaid += (fees * 3n + 1n) / 2n;
          cut(at);
        },
        async () => {
          const next = voided.shift();
          if (next !== undefined) await w.restore(next.record, next.epoch);
        },
      ];

      const accounts = Number(await suite.accountRegistry.accountCount());
      const lanesOf = async () => {
        let sum = 0n;
        for (let word = 0; 4 * word <= accounts; word++) {
          const lanes = await payoutLedger.creditedWord(word);
          for (let lane = 0n; lane < 4n; lane++) sum += (lanes >> (64n * lane)) & 0xffffffffffffffffn;
        }
        return sum;
      };
      const check = async () => {
        const feesOf = (list: readonly Live[]) => list.reduce((sum, { epoch }) => sum + epoch.top.fields.feeTotal, 0n);
        const held = feesOf(live.filter(({ isHeld }) => isHeld)) + feesOf(voided);
        // 1: the escrow holds every deposit and every hold, to the unit.
        expect(await paymentEscrow.heldBy(ledger)).to.equal(held);
        expect(await openToken.balanceOf(paymentEscrow)).to.equal(((await paymentEscrow.totalBalance()) + held) * NANO);
        // 2: payers have paid exactly what is held and what is final.
        const paid = start.reduce((sum, balance) => sum + balance, 0n) - (await deposits()).reduce((sum, balance) => sum + balance, 0n);
        expect(paid).to.equal(held + feesOf(final));
        // 3: credited of an epoch ≤ its fees, of final epochs only.
        let left = 0n;
        for (const [number, { epoch }] of final.entries()) {
          const one = await payouts.finalEpochOf(GATEWAY_ID, number);
          expect(one.left <= epoch.top.fields.feeTotal && (number >= pushed || one.left === 0n)).to.equal(true);
          left += one.left;
        }
        for (const { epoch } of live) expect((await payouts.finalEpochOf(GATEWAY_ID, epoch.header.epoch)).commitment).to.equal(0n);
        // 4: what the ledger owes, it holds; what final epochs took and have not credited is part of it. Prover's parts are not here.
        const owed = (await payoutLedger.totalCredited()) - (await payoutLedger.totalWithdrawn());
        expect(await openToken.balanceOf(payoutLedger)).to.equal(owed * NANO);
        expect(await lanesOf()).to.equal(owed - left);
        // 5: the chain counts what is there, and the bond backs what is open.
        const chain = await ledger.chainOf(GATEWAY_ID);
        expect([chain.nextFinal, chain.nextEpoch]).to.deep.equal([BigInt(final.length), BigInt(final.length + live.length)]);
        expect((await suite.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond).to.equal(bond - bondPaid);
        expect(await ledger.lockedBondOf(GATEWAY_ID)).to.equal((feesOf(live) * 3n + 1n) / 2n);
      };

      for (let step = 0; step < 60; step++) {
        await actions[random.int(0, actions.length - 1)]!();
        await check();
      }
      // 6: every epoch comes to an end by calls open to anyone.
      await w.networkHelpers.time.increase(DAY);
      while (live.length > 0) {
        if (live[0]!.isHeld) {
          await ledger.finalise(live[0]!.record);
          final.push(live.shift()!);
        } else {
          await ledger.expire(live[0]!.record);
          cut(0);
        }
      }
      while (voided.length > 0) await actions.at(-1)!();
      while (pushed < final.length) await actions[4]!();
      await check();
      expect(final.length, "the walk finalised something").to.be.above(0);
      // 7: after the last push, accounts have exactly the credits of the final epochs (and the commons the slashed bonds).
      const sums = new Map<number, bigint>();
      for (const { epoch } of final)
        for (const { account, amount } of epoch.top.credits.entries) sums.set(account, (sums.get(account) ?? 0n) + amount);
      for (const [account, amount] of sums) if (account !== 1) expect(await payoutLedger.creditedOf(account)).to.equal(amount);
      await snapshot.restore();
    });
  }
});
