import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { LicenceClass } from "../licence/licence-class.ts";
import { AssetKind } from "./asset-kind.ts";
import { AttributionLie } from "./attribution-lie.ts";
import { Consent } from "./consent.ts";
import { ContributionStatus } from "./contribution-status.ts";
import { HonestyClass } from "./honesty-class.ts";
import { LANE_CODES, laneNameOf } from "./lane-name.ts";
import { Lane } from "./lane.ts";
import { LEG_CLASS_CODES, legClassOf } from "./leg-class.ts";
import { Lie } from "./lie.ts";
import { nameOfCode, UnknownCodeError } from "./name-of-code.ts";
import { CaseStage, PriorState, VotePhase } from "./panel-codes.ts";
import { Part } from "./part.ts";
import { Relation } from "./relation.ts";
import { Role } from "./role.ts";
import { Standing } from "./standing.ts";
import { VerdictReason } from "./verdict-reason.ts";

type Enums = Readonly<Record<string, Readonly<Record<string, number>>>>;

const contracts = path.join(import.meta.dirname, "../../../contracts");

const ours: Enums = {
  AssetKind,
  AttributionLie,
  Consent,
  ContributionStatus,
  HonestyClass,
  Lane,
  LicenceClass,
  Lie,
  Part,
  Relation,
  Role,
  Standing,
  VerdictReason,
};

/** Every enum of the shared types, and that of lineage edges; other interfaces have enums of their own that only they use. */
function sharedEnums(): Enums {
  return enumsOf([...readdirSync(path.join(contracts, "types")).map((file) => `types/${file}`), "interfaces/ILineage.sol"]);
}

function enumsOf(files: readonly string[]): Enums {
  const sources = files.map((file) => readFileSync(path.join(contracts, file), "utf8"));
  const enums = sources.flatMap((source) => [...source.replace(/\/\/.*$/gm, "").matchAll(/\benum (\w+) \{([^}]*)\}/g)]);
  const codesOf = (body: string): Readonly<Record<string, number>> =>
    Object.fromEntries(body.split(",").map((member, code) => [member.trim(), code]));
  return Object.fromEntries(enums.map(([, name, body]) => [name!, codesOf(body!)]));
}

describe("codes", () => {
  it("are those of the Solidity enums, all of them", () => {
    expect(ours).to.deep.equal(sharedEnums());
  });

  it("are those of the panels' enums", () => {
    expect(PriorState).to.deep.equal(enumsOf(["interfaces/IInfluencePriors.sol"])["State"]);
    expect(CaseStage).to.deep.equal(enumsOf(["interfaces/IRerunPanel.sol"])["Stage"]);
    expect(VotePhase).to.deep.equal(enumsOf(["interfaces/IPanelVotes.sol"])["Phase"]);
  });

  it("are found by number", () => {
    for (const codes of Object.values(ours))
      for (const [name, code] of Object.entries(codes)) expect(nameOfCode(codes, code)).to.equal(name);
    expect(() => nameOfCode(Role, 8, "roles")).to.throw(UnknownCodeError, "8 is no code of roles.");
    expect(() => nameOfCode(Role, Number.NaN)).to.throw(UnknownCodeError, "0 Data, 1 Datanet");
  });

  it("name leg classes and lanes", () => {
    expect(LEG_CLASS_CODES).to.deep.equal({ proven: 1, recomputable: 2, judged: 3 });
    expect(LANE_CODES).to.deep.equal({ direct: 1, epoch: 2 });
    expect([1, 2, 3].map(legClassOf)).to.deep.equal(["proven", "recomputable", "judged"]);
    expect([1, 2].map(laneNameOf)).to.deep.equal(["direct", "epoch"]);
    for (const code of [0, 4]) expect(() => legClassOf(code)).to.throw(UnknownCodeError);
    for (const code of [0, 3]) expect(() => laneNameOf(code)).to.throw(UnknownCodeError);
  });
});
