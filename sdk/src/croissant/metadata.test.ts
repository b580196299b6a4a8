import { expect } from "chai";
import type { Address, Hex } from "viem";

import { metadataProblems } from "../../test/metadata-problems.ts";
import { LicenceSyntaxError } from "../licence/errors.ts";
import { modelDocument, type ModelFacts } from "../spdx/model-document.ts";
import { datanetMetadata, type DatanetFacts } from "./datanet-metadata.ts";

const address: Address = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const hash: Hex = `0x${"7b".repeat(32)}`;

const datanet: DatanetFacts = {
  ...{ chainId: 10, registry: address, datanet: 3, name: 'Audits "and" findings', owner: address, isPrivate: false },
  ...{ termsVersion: 2, licence: "MIT OR Apache-2.0", licenceUri: "", train: 2, infer: 1, mine: 0, createdAt: 1_790_000_000 },
  snapshot: {
    number: 4,
    itemRoot: hash,
    itemCount: 12,
    publishedAt: 1_790_086_400,
    manifestUrl: "https://gateway.example.org/v1/datanets/3/snapshot?number=4",
  },
};
const model: ModelFacts = {
  ...{
    chainId: 10,
    registry: address,
    kind: "adapter",
    id: 7,
    name: "auditor",
    uri: "",
    weightsHash: hash,
    owner: address,
    registeredAt: 1_790_090_000,
  },
  datasets: [
    {
      datanet: 3,
      registry: address,
      name: "Audits",
      licence: "MIT",
      snapshot: 4,
      itemRoot: hash,
      itemCount: 12,
      publishedAt: 1_790_086_400,
      isPrivate: true,
      url: "https://gateway.example.org/x",
    },
  ],
  parents: [{ kind: "model", id: 1, registry: address, name: "base", uri: "https://models.example.org/base", weightsHash: hash }],
};

describe("metadata of Datanets and models", () => {
  it("is Croissant 1.1", () => {
    expect(metadataProblems("croissant-1.1", datanetMetadata(datanet))).to.be.empty;
    const document = JSON.parse(JSON.stringify(datanetMetadata({ ...datanet, isPrivate: true }))) as Record<string, unknown>;
    expect(metadataProblems("croissant-1.1", document)).to.be.empty;
    expect(document).to.include({ version: "4.0.0", datePublished: "2026-09-22", isAccessibleForFree: false });
    expect(document["license"]).to.deep.equal(["https://spdx.org/licenses/MIT.html", "https://spdx.org/licenses/Apache-2.0.html"]);
  });

  it("says in ODRL what may be done, on which condition, and what may not", () => {
    const { usageInfo } = datanetMetadata(datanet) as {
      usageInfo: Record<string, { "odrl:action": { "@id": string }; "odrl:constraint"?: unknown }[]>;
    };
    expect(usageInfo["odrl:permission"]!.map((rule) => rule["odrl:action"]["@id"])).to.deep.equal(["ol:train", "ol:infer"]);
    expect(usageInfo["odrl:permission"]!.map((rule) => rule["odrl:constraint"] !== undefined)).to.deep.equal([false, true]);
    expect(usageInfo["odrl:prohibition"]!.map((rule) => rule["odrl:action"]["@id"])).to.deep.equal(["ol:mine"]);
  });

  it("names a licence of somebody's own, and refuses what is none", () => {
    const own = datanetMetadata({ ...datanet, licence: "LicenseRef-Community-1", licenceUri: "https://example.org/licence" });
    expect(own["license"]).to.deep.equal(["https://example.org/licence", "LicenseRef-Community-1"]);
    expect(() => datanetMetadata({ ...datanet, licence: "no licence at all" })).to.throw(LicenceSyntaxError);
  });

  it("is SPDX 3.0.1", () => {
    expect(metadataProblems("spdx-3.0.1", modelDocument(model))).to.be.empty;
    expect(metadataProblems("spdx-3.0.1", modelDocument({ ...model, kind: "model", licence: "Apache-2.0", datasets: [], parents: [] }))).to
      .be.empty;
    const graph = modelDocument(model)["@graph"] as {
      type: string;
      relationshipType?: string;
      simplelicensing_licenseExpression?: string;
    }[];
    expect(graph.filter(({ relationshipType }) => relationshipType === "trainedOn")).to.have.length(1);
    expect(graph.filter(({ relationshipType }) => relationshipType === "dependsOn")).to.have.length(1);
    expect(graph.flatMap(({ simplelicensing_licenseExpression: licence }) => licence ?? [])).to.deep.equal(["NOASSERTION", "MIT"]);
  });

  it("is found wanting by the schemas when a required part is missing", () => {
    for (const name of ["@context", "conformsTo", "name", "description", "license", "url", "creator", "datePublished", "distribution"]) {
      const { [name]: _left, ...rest } = datanetMetadata(datanet);
      expect(metadataProblems("croissant-1.1", rest), name).to.not.be.empty;
    }
    const document = modelDocument(model) as { "@graph": { type: string }[] };
    for (const type of ["SpdxDocument", "Relationship", "simplelicensing_LicenseExpression"]) {
      const graph = document["@graph"].filter((element) => element.type !== type);
      expect(metadataProblems("spdx-3.0.1", { ...document, "@graph": graph }), type).to.not.be.empty;
    }
  });
});
