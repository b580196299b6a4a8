import { expect } from "chai";

import { AttributionLie } from "../../sdk/src/codes/attribution-lie.ts";
import { attributionWorld, GATEWAY_ID, randomOf, type AttributionWorld } from "./world.ts";

const HOUR = 3_600;
const NANO = 10n ** 9n;
const DATANET = 1;
const SEATS = 6;
const CONVICTED = 2n;

/** A receipt that its gateway signed, before seats that staked, in the suite as it is deployed. */
describe("re-run panels of the deployed suite", function () {
  this.timeout(900_000);
  let w: AttributionWorld;
  let challenger: bigint;

  before(async () => {
    w = await attributionWorld("re-run");
    const { accountRegistry, openToken, rerunPanel, validatorStaking, actor } = w.suite;
    for (const spender of [rerunPanel, validatorStaking]) await openToken.approve(spender, w.ethers.MaxUint256);
    for (let seat = 0; seat < SEATS; seat++) {
      await accountRegistry.registerFor(actor.address, actor.address);
      const validator = await accountRegistry.accountCount();
      await validatorStaking.stake(DATANET, validator, validator, 200n * NANO);
      await validatorStaking.takeSeat(DATANET, validator, seat);
    }
    await accountRegistry.registerFor(actor.address, actor.address);
    challenger = await accountRegistry.accountCount();
  });

  it("convict a gateway by what more than half of the members computed, and pay the challenger", async () => {
    const { rerunPanel, panelDraws } = w.suite;
    const { networkHelpers, ethers } = w;
    const answer = w.honest(randomOf("re-run"));
    const other = ethers.id("other legs");
    const salt = ethers.id("salt");
    const opening = (await w.receiptOpening(answer)) as never;
    const context = answer.context as never;
    await expect(rerunPanel.open(opening, context, DATANET + 1, challenger, other)).to.be.revertedWithCustomError(
      rerunPanel,
      "RerunPanel_WrongDatanet",
    );
    await expect(rerunPanel.open(opening, context, DATANET, challenger, other)).to.emit(rerunPanel, "CaseOpened");

    await networkHelpers.time.increase(14 * HOUR + 1);
    await rerunPanel.advance(1);
    await networkHelpers.mine();
    await rerunPanel.advance(1);
    const members = await panelDraws.membersOf((await rerunPanel.voteOf(1)).draw);
    expect(members.length).to.equal(5);
    for (const [seat, member] of members.entries())
      await rerunPanel.commitBallot(1, seat, member, await rerunPanel.ballotHash(1, member, other, salt));
    for (const [seat, member] of members.entries()) await rerunPanel.revealBallot(1, seat, member, other, salt);
    await rerunPanel.tally(1);
    await networkHelpers.time.increase(24 * HOUR + 1);
    await expect(rerunPanel.close(1)).to.emit(w.court, "LieProven");

    const [event] = await w.court.queryFilter(w.court.filters.LieProven(), await ethers.provider.getBlockNumber());
    expect(Number(event!.args.lie)).to.equal(AttributionLie.FalseWeights);
    expect(Number(event!.args.gateway)).to.equal(GATEWAY_ID);
    const { outcome, found } = await rerunPanel.caseOf(1);
    expect([outcome, found]).to.deep.equal([CONVICTED, other]);
    const bond = (await rerunPanel.caseTerms()).bond;
    const { feePerBallot } = await rerunPanel.voteTerms();
    expect(await rerunPanel.creditOf(challenger)).to.equal(bond - 5n * feePerBallot + event!.args.toProver);
    expect(await w.suite.openToken.balanceOf(rerunPanel)).to.equal((await rerunPanel.totalCredit()) * NANO);
  });
});
