import type { Address, Hex } from "viem";

import { Consent } from "../codes/consent.ts";
import { parseLicence } from "../licence/parse-licence.ts";

/** What is on chain about a Datanet and one of its snapshots. */
export interface DatanetFacts {
  readonly chainId: number;
  readonly registry: Address;
  readonly datanet: number;
  readonly name: string;
  readonly owner: Address;
  readonly isPrivate: boolean;
  readonly termsVersion: number;
  /** SPDX expression of the terms. */
  readonly licence: string;
  readonly licenceUri: string;
  readonly train: Consent;
  readonly infer: Consent;
  readonly mine: Consent;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly snapshot: SnapshotFacts;
}

export interface SnapshotFacts {
  readonly number: number;
  readonly itemRoot: Hex;
  readonly itemCount: number;
  /** Unix seconds. */
  readonly publishedAt: number;
  /** Where the list of items stands. */
  readonly manifestUrl: string;
  /** SHA-256 of the manifest's bytes, if it was fetched. */
  readonly manifestSha256?: string;
}

const CONTEXT = {
  "@language": "en",
  "@vocab": "http://schema.org/",
  sc: "http://schema.org/",
  cr: "http://mlcommons.org/croissant/",
  rai: "http://mlcommons.org/croissant/RAI/",
  dct: "http://purl.org/dc/terms/",
  prov: "http://www.w3.org/ns/prov#",
  odrl: "http://www.w3.org/ns/odrl/2/",
  ol: "urn:openledger:",
  conformsTo: "dct:conformsTo",
  citeAs: "cr:citeAs",
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  extract: "cr:extract",
  field: "cr:field",
  fileObject: "cr:fileObject",
  isLiveDataset: "cr:isLiveDataset",
  jsonPath: "cr:jsonPath",
  key: "cr:key",
  recordSet: "cr:recordSet",
  references: "cr:references",
  source: "cr:source",
} as const;

const FIELDS = [
  ["contribution_id", "sc:Text", "Contribution on chain: account and local number; its contributor is paid for its use."],
  ["content_root", "sc:Text", "Merkle root of the canonical text under the Datanet's salt."],
  ["novelty_ppm", "sc:Integer", "Share of the item that was new when it was accepted, in millionths."],
  ["uri", "sc:Text", "Where the text comes from, as its contributor said."],
] as const;

const USES = [
  ["train", "ol:train", "training models and adapters"],
  ["infer", "ol:infer", "answering from the texts"],
  ["mine", "ol:mine", "text and data mining"],
] as const;

/**
 * Croissant 1.1 metadata of a Datanet at one snapshot, as a JSON-LD object: who owns it, under which licence and for what it may be used (ODRL), what it
 * was made from (PROV-O), and the list of its items. Texts are not in it; a private Datanet's are nowhere public.
 * Pure: the same facts give the same document.
 */
export function datanetMetadata(facts: DatanetFacts): Record<string, unknown> {
  const { snapshot } = facts;
  const id = `eip155:${facts.chainId}/erc721:${facts.registry}/${facts.datanet}`;
  return {
    "@context": CONTEXT,
    "@type": "sc:Dataset",
    "@id": id,
    conformsTo: "http://mlcommons.org/croissant/1.1",
    name: facts.name,
    description: `Datanet ${facts.datanet} of OpenLedger on chain ${facts.chainId}, snapshot ${snapshot.number}: ${snapshot.itemCount} accepted items. Whoever uses it through a gateway pays its contributors.`,
    license: licencesOf(facts),
    url: snapshot.manifestUrl,
    creator: {
      "@type": "sc:Organization",
      name: `Owner of Datanet ${facts.datanet}`,
      identifier: `eip155:${facts.chainId}:${facts.owner}`,
    },
    publisher: { "@type": "sc:Organization", name: "OpenLedger", identifier: `eip155:${facts.chainId}:${facts.registry}` },
    dateCreated: dateOf(facts.createdAt),
    datePublished: dateOf(snapshot.publishedAt),
    dateModified: dateOf(snapshot.publishedAt),
    // A later snapshot may lack what was withdrawn, so the major number counts.
    version: `${snapshot.number}.0.0`,
    isLiveDataset: false,
    isAccessibleForFree: !facts.isPrivate,
    identifier: [id, `keccak256:${snapshot.itemRoot}`],
    citeAs: `Datanet ${facts.datanet} "${facts.name}", snapshot ${snapshot.number}, ${id}, item root ${snapshot.itemRoot}`,
    usageInfo: usageOf(facts),
    "prov:wasGeneratedBy": {
      "@type": "prov:Activity",
      "prov:label": "contribution, validation and snapshot",
      "prov:endedAtTime": new Date(snapshot.publishedAt * 1000).toISOString(),
    },
    "ol:termsVersion": facts.termsVersion,
    "ol:itemRoot": snapshot.itemRoot,
    "ol:itemCount": snapshot.itemCount,
    distribution: [
      {
        "@type": "cr:FileObject",
        "@id": "manifest",
        name: "manifest",
        description: "The snapshot's items.",
        contentUrl: snapshot.manifestUrl,
        encodingFormat: "application/json",
        ...(snapshot.manifestSha256 !== undefined && { sha256: snapshot.manifestSha256 }),
      },
    ],
    recordSet: [
      {
        "@type": "cr:RecordSet",
        "@id": "items",
        name: "items",
        description: "One record for each accepted item.",
        key: { "@id": "items/contribution_id" },
        field: FIELDS.map(([name, dataType, description]) => ({
          "@type": "cr:Field",
          "@id": `items/${name}`,
          name: `items/${name}`,
          description,
          dataType,
          source: { fileObject: { "@id": "manifest" }, extract: { jsonPath: `$.items[*].${name}` } },
        })),
      },
    ],
  };
}

function licencesOf({ licence, licenceUri }: DatanetFacts): readonly string[] {
  const ids = [...new Set(parseLicence(licence).flatMap((terms) => terms.map(({ id }) => id)))];
  const urls = ids.filter((id) => !id.startsWith("LicenseRef-")).map((id) => `https://spdx.org/licenses/${id}.html`);
  return [...new Set([...(/^https?:/.test(licenceUri) ? [licenceUri] : []), ...urls])].concat(urls.length === 0 ? [licence] : []);
}

function usageOf(facts: DatanetFacts): Record<string, unknown> {
  const rules = (kind: "Permission" | "Prohibition", wanted: (consent: Consent) => boolean) =>
    USES.filter(([use]) => wanted(facts[use])).map(([use, action, label]) => ({
      "@type": `odrl:${kind}`,
      "odrl:action": { "@id": action, name: label },
      ...(facts[use] === Consent.Constrained && {
        "odrl:constraint": [
          {
            "@type": "odrl:Constraint",
            name: "Under the conditions of the licence",
            "odrl:rightOperand": facts.licenceUri || facts.licence,
          },
        ],
      }),
    }));
  return {
    "@type": ["CreativeWork", "odrl:Offer"],
    name: `Terms ${facts.termsVersion} of Datanet ${facts.datanet}`,
    "odrl:permission": rules("Permission", (consent) => consent !== Consent.NotAllowed),
    "odrl:prohibition": rules("Prohibition", (consent) => consent === Consent.NotAllowed),
  };
}

function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
