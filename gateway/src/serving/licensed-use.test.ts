import { expect } from "chai";

import { fakeChain, MODEL } from "../../test/fake-chain.ts";
import { startGateway, type Started } from "../../test/start-gateway.ts";

describe("licences at every inference", function () {
  this.timeout(60_000);

  let started: Started;
  afterEach(() => started.close());

  const ask = async (fake: ReturnType<typeof fakeChain>) => {
    started = await startGateway({ fake });
    await fake.chain.refresh();
    const key = await started.createKey();
    const body = { model: MODEL, messages: [{ role: "user", content: "What prevents reentrant calls?" }] };
    const { status, json } = await started.call("/v1/chat/completions", { key, body });
    const me = await started.call("/v1/keys/me", { key });
    return { status, error: json?.error, spent: me.json.spent };
  };
  const terms = { licence: "MIT", train: 2, infer: 2, mine: 2 };
  const publish = (fake: ReturnType<typeof fakeChain>, changed: object) =>
    fake.emit("TermsPublished", { datanet: 1, version: 2, terms: { ...terms, ...changed } });

  it("serves what may be used together", async () => {
    const { status } = await ask(fakeChain());
    expect(status).to.equal(200);
  });

  for (const [what, changed, reason] of [
    ["without consent to answer", { infer: 0 }, "Datanet 1 does not consent to infer"],
    ["under a licence for non-commercial use", { licence: "CC-BY-NC-4.0" }, "CC-BY-NC-4.0 does not allow commercial use"],
    ["under a licence nobody knows", { licence: "Made-Up-1.0" }, "Made-Up-1.0 is not known here"],
    ["whose adapter was trained without consent", { train: 0 }, "Datanet 1 does not consent to train"],
  ] as const) {
    it(`refuses a Datanet ${what}, and charges nothing`, async () => {
      const fake = fakeChain();
      publish(fake, changed);
      const { status, error, spent } = await ask(fake);
      expect(status).to.equal(403);
      expect(error).to.include({ code: "licence_forbidden", param: "model" });
      expect(error.message).to.include(reason);
      expect(spent).to.equal("0");
    });
  }

  it("refuses a pair of items, and names them", async () => {
    const fake = fakeChain();
    const [first, second] = fake.contributions;
    for (const [{ id, commit, item }, licence] of [
      [first!, "GPL-2.0-only"],
      [second!, "Apache-2.0"],
    ] as const) {
      fake.emit("ContributionsRevealed", { commit, datanet: 1, firstContribution: id, termsVersion: 1, items: [{ ...item, licence }] });
      fake.emit("ContributionStatusChanged", { contribution: id, datanet: 1, status: 2, noveltyPpm: 1_000_000 });
    }
    const { status, error } = await ask(fake);
    expect(status).to.equal(403);
    expect(error.message).to.include(
      `Apache-2.0 (contribution ${second!.id}) and GPL-2.0-only (contribution ${first!.id}) may not be combined`,
    );
  });
});
