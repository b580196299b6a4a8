import type { Address, Hex } from "viem";

/** What is on chain about a model or an adapter. */
export interface ModelFacts {
  readonly chainId: number;
  readonly registry: Address;
  readonly kind: "model" | "adapter";
  readonly id: number;
  readonly name: string;
  readonly uri: string;
  readonly weightsHash: Hex;
  readonly owner: Address;
  /** Unix seconds. */
  readonly registeredAt: number;
  /** SPDX expression, if its builder gave one; the chain has none. */
  readonly licence?: string;
  readonly datasets: readonly DatasetFacts[];
  readonly parents: readonly ParentFacts[];
}

/** A Datanet snapshot it was trained on. */
export interface DatasetFacts {
  readonly datanet: number;
  readonly registry: Address;
  readonly name: string;
  readonly licence: string;
  readonly snapshot: number;
  readonly itemRoot: Hex;
  readonly itemCount: number;
  /** Unix seconds. */
  readonly publishedAt: number;
  readonly isPrivate: boolean;
  readonly url: string;
}

/** A model or adapter it was made from. */
export interface ParentFacts {
  readonly kind: "model" | "adapter";
  readonly id: number;
  readonly registry: Address;
  readonly name: string;
  readonly uri: string;
  readonly weightsHash: Hex;
}

type Element = Readonly<Record<string, unknown>>;

const PROFILES = ["core", "software", "ai", "dataset", "simpleLicensing"] as const;
const UNKNOWN = "NOASSERTION";

/**
 * SPDX 3.0.1 document (JSON-LD) of a model or adapter: an AI package, a dataset package for every Datanet snapshot it was trained on, its parents, and their licences. Pure.
 */
export function modelDocument(facts: ModelFacts): Record<string, unknown> {
  const base = `urn:openledger:${facts.chainId}:${facts.registry.toLowerCase()}:${facts.kind}:${facts.id}`;
  const at = (name: string) => `${base}#${name}`;
  const time = timeOf(facts.registeredAt);
  const common = { creationInfo: "_:creationinfo" };
  const owner = at("owner");
  const licences = new Map<string, string>();
  const relationships: Element[] = [];
  const relate = (relationshipType: string, from: string, to: readonly string[]) =>
    relationships.push({
      type: "Relationship",
      spdxId: at(`relationship-${relationships.length + 1}`),
      ...common,
      relationshipType,
      from,
      to,
      completeness: "complete",
    });
  const license = (element: string, expression: string) => {
    const known = licences.get(expression) ?? at(`licence-${licences.size + 1}`);
    licences.set(expression, known);
    relate("hasDeclaredLicense", element, [known]);
    relate("hasConcludedLicense", element, [known]);
  };

  const root = at("package");
  license(root, facts.licence ?? UNKNOWN);
  const datasets = facts.datasets.map((dataset, i): Element => {
    const spdxId = at(`dataset-${i + 1}`);
    license(spdxId, dataset.licence);
    relate("trainedOn", root, [spdxId]);
    return {
      ...{ type: "dataset_DatasetPackage", spdxId, ...common, name: `${dataset.name}, snapshot ${dataset.snapshot}` },
      ...{ software_primaryPurpose: "data", software_packageVersion: `${dataset.snapshot}`, software_downloadLocation: dataset.url },
      ...{ dataset_datasetType: ["text"], dataset_datasetSize: dataset.itemCount },
      ...{ builtTime: timeOf(dataset.publishedAt), releaseTime: timeOf(dataset.publishedAt), originatedBy: [owner] },
      dataset_datasetAvailability: dataset.isPrivate ? "registration" : "directDownload",
      dataset_dataCollectionProcess:
        "Contributed by accounts of OpenLedger under the Datanet's terms; accepted one by one by curators or staked panels.",
      verifiedUsing: [hashOf(dataset.itemRoot, "keccak-256 Merkle root over the snapshot's items")],
      externalIdentifier: [identifierOf(facts.chainId, dataset.registry, dataset.datanet)],
    };
  });
  const parents = facts.parents.map((parent, i): Element => {
    const spdxId = at(`parent-${i + 1}`);
    license(spdxId, UNKNOWN);
    relate("dependsOn", root, [spdxId]);
    return packageOf(spdxId, parent, facts.chainId, time, owner);
  });
  const elements = [
    { type: "Organization", spdxId: owner, ...common, name: `owner ${facts.owner}` },
    packageOf(root, facts, facts.chainId, time, owner),
    ...datasets,
    ...parents,
    ...[...licences].map(([expression, spdxId]): Element => ({
      ...{ type: "simplelicensing_LicenseExpression", spdxId, ...common },
      simplelicensing_licenseExpression: expression,
    })),
    ...relationships,
  ];
  return {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
      { type: "CreationInfo", "@id": "_:creationinfo", specVersion: "3.0.1", created: time, createdBy: [owner] },
      {
        type: "SpdxDocument",
        spdxId: base,
        ...common,
        name: facts.name,
        profileConformance: PROFILES,
        rootElement: [root],
        element: elements.map((element) => (element as { spdxId: string }).spdxId),
      },
      ...elements,
    ],
  };
}

function packageOf(spdxId: string, asset: ParentFacts, chainId: number, time: string, owner: string): Element {
  return {
    ...{ type: "ai_AIPackage", spdxId, creationInfo: "_:creationinfo", name: asset.name },
    ...{
      software_primaryPurpose: "model",
      software_packageVersion: `${asset.id}`,
      software_downloadLocation: asset.uri === "" ? UNKNOWN : asset.uri,
    },
    ...{ releaseTime: time, suppliedBy: owner },
    ai_typeOfModel: [asset.kind === "adapter" ? "adapter" : "base model"],
    verifiedUsing: [hashOf(asset.weightsHash, "keccak-256 of the weights, as registered")],
    externalIdentifier: [identifierOf(chainId, asset.registry, asset.id)],
  };
}

/** SPDX knows no Keccak, so the algorithm is `other` and the comment names it. */
function hashOf(value: Hex, comment: string): Element {
  return { type: "Hash", algorithm: "other", hashValue: value.slice(2), comment };
}

function identifierOf(chainId: number, registry: Address, id: number): Element {
  return { type: "ExternalIdentifier", externalIdentifierType: "other", identifier: `eip155:${chainId}/erc721:${registry}/${id}` };
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
