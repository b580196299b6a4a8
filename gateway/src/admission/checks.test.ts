import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { keccak256, stringToBytes } from "viem";
import { english } from "viem/accounts";

import { consentProblem } from "./consent.ts";
import { createAdmissionGate, defaultPolicy, type AdmissionTerms } from "./gate.ts";
import { licenceProblem } from "./licence.ts";
import { findContacts, findIdentifiers } from "./personal-data.ts";
import { parsePolicy } from "./policy.ts";
import { POLICY_FIELD, readPolicy } from "./read-policy.ts";
import { findSecrets } from "./secrets.ts";

const modules = path.join(import.meta.dirname, "../../../node_modules");
const read = (file: string) => readFileSync(path.join(modules, file), "utf8");
const terms: AdmissionTerms = { licence: "MIT", train: 2, infer: 2, mine: 2, overlapPpm: 500_000 };

const files = [
  "access/AccessControl.sol",
  "token/ERC20/ERC20.sol",
  "token/ERC721/ERC721.sol",
  "governance/Governor.sol",
  "utils/cryptography/ECDSA.sol",
  "access/manager/AccessManager.sol",
  "utils/math/Math.sol",
  "governance/TimelockController.sol",
].map((file) => read(`@openzeppelin/contracts/${file}`));

function gateOf(given: AdmissionTerms | undefined = terms, policy = defaultPolicy) {
  const gate = createAdmissionGate(policy, given);
  files.forEach((text, i) => gate.remember({ key: BigInt(i + 1), text, licence: "MIT" }));
  return gate;
}

/** A word of another text in place of every one that `isChanged` names, after the licence header. */
function reword(text: string, isChanged: (index: number) => boolean): string {
  const others = read("solady/src/tokens/ERC4626.sol").match(/[A-Za-z]{4,}/g)!;
  let index = 0;
  return text.replace(/\w+/g, (word, at: number) => (at < 40 || !isChanged(++index) ? word : others[(index * 31) % others.length]!));
}

describe("admission checks", () => {
  const gate = gateOf();

  for (const [share, isChanged] of [
    ["a third", (i: number) => i % 3 === 1],
    ["two fifths", (i: number) => i % 5 < 2],
    ["half", (i: number) => (i * 7) % 10 < 5],
  ] as const) {
    it(`names the original of a copy with ${share} of its words changed`, () => {
      for (const [i, text] of files.entries()) {
        const report = gate.judge({ key: 99n, text: reword(text, isChanged), licence: "MIT" });
        expect(report.noveltyPpm, `file ${i}`).to.be.below(150_000);
        if (report.isAccepted) continue;
        expect(["NearDuplicate", "Stuffing"]).to.include(report.reason);
      }
      const report = gate.judge({ key: 99n, text: reword(files[3]!, isChanged), licence: "MIT" });
      expect(report).to.include({ isAccepted: false, reason: "NearDuplicate" });
      expect(report.explanation).to.include("contribution 4 with words changed");
    });
  }

  it("lets a variant stand, in which the same words are replaced by the same words, and weighs it by the little that is new", () => {
    let accepted = 0;
    for (const [i, text] of files.entries()) {
      const variant = text.replace(/\b[a-z]{3,}\b/g, (word, at: number) =>
        at > 40 && word.length % 2 === 1 ? `${word}${word.length}` : word,
      );
      const report = gate.judge({ key: 99n, text: variant, licence: "MIT" });
      expect(report.noveltyPpm, `file ${i}`).to.be.below(100_000);
      if (!report.isAccepted) continue;
      accepted++;
      expect(report.explanation).to.include(`a variant of contribution ${i + 1}, `);
    }
    expect(accepted).to.be.above(files.length / 2);
  });

  it("refuses what anybody could prove a duplicate, from the terms' own threshold on", () => {
    const own = read("solady/src/tokens/ERC4626.sol").replace(/^.*\n/, "");
    const half = `${own.slice(0, 9_000)}\n${files[1]!.slice(0, 6_500)}`;
    const strict = gateOf({ ...terms, overlapPpm: 300_000 }).judge({ key: 99n, text: half, licence: "MIT" });
    expect(strict).to.include({ isAccepted: false, reason: "NearDuplicate" });
    expect(strict.verbatim).to.include({ key: 2n });
    expect(strict.explanation).to.match(/bytes stand verbatim in contribution 2; anybody could prove that on chain from 30\.0 % on/);
    expect(gateOf({ ...terms, overlapPpm: 900_000 }).judge({ key: 99n, text: half, licence: "MIT" }).isAccepted).to.equal(true);
  });

  it("refuses a text that says the same again and again", () => {
    const text = files[4]!.slice(0, 1_500).repeat(20);
    const report = createAdmissionGate().judge({ key: 1n, text, licence: "MIT" });
    expect(report).to.include({ reason: "Stuffing" });
    expect(report.explanation).to.include("repeat what it said before");
  });

  it("ends on texts that are made to be slow", () => {
    const size = 50_000;
    for (const piece of ["a", "the ", "eyJ-", "<meta content='", "x://a:", "+49 ", "a@", "1111-", "abandon ", "\u0301e", "DE89 "]) {
      const text = piece.repeat(Math.ceil(size / piece.length));
      const hostile = createAdmissionGate();
      hostile.remember({ key: 1n, text, licence: "MIT" });
      expect(hostile.judge({ key: 2n, text, licence: "MIT" }).isAccepted, piece).to.equal(false);
    }
  });

  it("tells every problem, the weightiest first", () => {
    const { problems } = gate.judge({ key: 99n, text: `${files[0]!} AKIAIOSFODNN7EXAMPLE`, licence: "GPL-3.0-only" });
    expect(problems.map(({ reason }) => reason).slice(0, 3)).to.deep.equal(["LicenceIncompatible", "PersonalData", "NearDuplicate"]);
  });

  it("asks for function words only where English is expected", () => {
    const text = Array.from({ length: 120 }, (_, i) => `слово${i} другое${i * 3} третье${i * 5}`).join(" ");
    const small = (language: "en" | "any") =>
      createAdmissionGate({ ...defaultPolicy, language }).judge({ key: 1n, text, licence: "MIT" }).reason;
    expect(small("en")).to.equal("Stuffing");
    expect(small("any")).to.equal("None");
  });

  describe("secrets and personal data", () => {
    // A test vector of BIP-39.
    const phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    // Put together here, so that no scanner takes this file for a leak.
    for (const [what, text] of [
      ["a private key", `-----BEGIN EC ${"PRIVATE"} KEY-----\n${"QUJD".repeat(20)}`],
      ["an AWS access key", `key AKIA${"ABCDEFGHIJKLMNOP"}`],
      ["a GitHub token", `ghp_${"a1B2".repeat(10)}`],
      ["a private key in hexadecimal", `PRIVATE_KEY=0x${"5e".repeat(32)}`],
      ["a password", `password: "${"hunter2hunter2"}"`],
      ["a URL with a password", `postgres://app:${"s3cr3tword"}@db.internal/x`],
      ["a seed phrase", `keep it safe: ${phrase}.`],
      [
        "a seed phrase",
        phrase
          .split(" ")
          .map((word, i) => `${i + 1}. ${word}`)
          .join("\n"),
      ],
    ] as const) {
      it(`finds ${what} and does not repeat it`, () => {
        expect(findSecrets(`before ${text} after`)[0]).to.include({ what });
        const { problems } = createAdmissionGate().judge({ key: 1n, text: `${files[2]!}\n${text}`, licence: "MIT" });
        const told = problems.find(({ reason }) => reason === "PersonalData")!.explanation;
        expect(told).to.match(/^it holds .* at character \d+/);
        for (const word of text.split(/\s+/).filter((part) => part.length > 12)) expect(told).to.not.include(word);
      });
    }

    it("leaves alone what everybody knows, and words that only look like a phrase", () => {
      expect(findSecrets("test test test test test test test test test test test junk")).to.be.empty;
      expect(findSecrets(`privateKey: 0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80`)).to.be.empty;
      expect(findSecrets('const password = "<your password here>"')).to.be.empty;
      expect(findSecrets(phrase.replace("yellow", "year"))).to.be.empty;
      expect(
        findSecrets(
          english
            .slice(0, 12)
            .map((word, i) => `${word}${i % 2 ? ";" : "("}`)
            .join(" "),
        ),
      ).to.be.empty;
    });

    it("finds identifiers by their checksums", () => {
      expect(findIdentifiers("4111 1111 1111 1111")[0]).to.include({ what: "a payment card number" });
      expect(findIdentifiers("4111 1111 1111 1112")).to.be.empty;
      expect(findIdentifiers("DE89 3704 0044 0532 0130 00")[0]).to.include({ what: "a bank account number" });
      expect(findIdentifiers("DE89 3704 0044 0532 0130 01")).to.be.empty;
      expect(findIdentifiers("SSN 123-45-6789")[0]).to.include({ what: "a social security number" });
    });

    it("counts private addresses, not those of roles, examples or packages", () => {
      const text =
        "mail anna.meier@firma.de or ANNA.MEIER@firma.de, security@openzeppelin.com, x@example.com, solady@0.1.26/src/a.sol, +49 30 1234 5678";
      expect(findContacts(text).map(({ what }) => what)).to.deep.equal(["a mail address", "a telephone number"]);
    });

    it("finds nothing in the sources installed here", () => {
      for (const text of [
        ...files,
        read("solady/src/utils/LibString.sol"),
        read("solady/README.md"),
        read("ethers/README.md"),
        read("hardhat/README.md"),
      ]) {
        expect(findSecrets(text)).to.be.empty;
        expect(findIdentifiers(text)).to.be.empty;
      }
    });
  });

  describe("licence and consent", () => {
    for (const [declared, datanet, problem] of [
      ["MIT", "MIT", undefined],
      ["MIT OR Apache-2.0", "MIT", undefined],
      ["MIT AND Apache-2.0", "MIT", "not among the Datanet's licences"],
      ["MIT", "CC-BY-NC-4.0", "does not allow commercial use"],
      ["MIT/ISC", "MIT", "no SPDX licence expression"],
      ["Mit-Licence", "MIT", "no licence that is known here"],
    ] as const) {
      it(`${problem === undefined ? "takes" : "refuses"} ${declared} in a Datanet under ${datanet}`, () => {
        const found = licenceProblem(declared, "", defaultPolicy.licences, { ...terms, licence: datanet });
        if (problem === undefined) expect(found).to.equal(undefined);
        else expect(found?.explanation).to.include(problem);
      });
    }

    it("heeds a text that refuses what the terms allow, and only then", () => {
      for (const text of [
        '<meta name="tdm-reservation" content="1"> tdm-reservation: 1',
        '<meta name="robots" content="noai, noimageai">',
        "This text may not be used to train machine learning models.",
      ]) {
        expect(consentProblem(text, terms), text).to.include("refuses");
        expect(consentProblem(text, { train: 0, infer: 2, mine: 0 }), text).to.equal(undefined);
      }
      for (const text of files) expect(consentProblem(text, terms)).to.equal(undefined);
    });
  });

  describe("policy", () => {
    for (const [given, problem] of [
      [{ nearDuplicatePpm: 10 }, "nearDuplicatePpm is 10; it must be an integer from 300000"],
      [{ leastWords: 1.5 }, "leastWords is 1.5"],
      [{ licences: [] }, "licences must be 1 to 64"],
      [{ licences: ["MIT ", 7] }, "licences must be 1 to 64"],
      [{ language: "de" }, 'language is "de"'],
      [{ constructor: 1 }, 'has "constructor"'],
      [[], "no JSON object"],
      ["x".repeat(65_536), "no JSON object"],
    ] as const) {
      it(`refuses ${JSON.stringify(given).slice(0, 40)}`, () => {
        expect(() => parsePolicy(given)).to.throw(problem);
      });
    }

    it("is read from metadata that the terms fix, and from no other", async () => {
      const document = JSON.stringify({ name: "x", [POLICY_FIELD]: { leastWords: 60 } });
      const answer = (body: string, status = 200) => (async () => new Response(body, { status })) as unknown as typeof fetch;
      const pinned = `https://data.example.org/croissant.json#keccak256=${keccak256(stringToBytes(document))}`;
      const local = { allowPrivateHosts: true };

      expect((await readPolicy(`data:application/json,${encodeURIComponent(document)}`)).policy.leastWords).to.equal(60);
      expect((await readPolicy(pinned, { ...local, fetch: answer(document) })).policy.leastWords).to.equal(60);
      expect((await readPolicy("https://data.example.org/x")).source).to.include("do not fix");
      expect((await readPolicy("")).policy).to.equal(defaultPolicy);

      const failure = async (uri: string, body = document, status = 200) =>
        readPolicy(uri, { ...local, fetch: answer(body, status) }).then(
          () => "nothing",
          (error: unknown) => (error as Error).message,
        );
      expect(await failure(pinned, `${document} `)).to.include("the terms fix 0x");
      expect(await failure(pinned, document, 500)).to.include("status 500");
      expect(await failure(pinned, " ".repeat(300_000))).to.include("more than 262144 bytes");
      expect(await failure(pinned.replace("https", "file"))).to.include("no http address");
      expect(await failure("data:application/json,%zz")).to.include("percent escape");
      expect(await failure("data:application/json,[")).to.include("no JSON");
      for (const host of ["127.0.0.1", "[::1]", "169.254.169.254", "2130706433"]) {
        const refused = await readPolicy(pinned.replace("data.example.org", host)).catch((error: unknown) => (error as Error).message);
        expect(refused, host).to.include("private network");
      }
    });
  });
});
