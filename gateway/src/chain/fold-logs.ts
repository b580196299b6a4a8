import {
  Consent,
  ContributionStatus,
  contributionId as toContributionId,
  accountOfContribution,
  localOfContribution,
  snapshotRoot,
  type SnapshotItem,
} from "@openledger/sdk";
import type { Hex } from "viem";

import { isServable } from "./is-servable.ts";
import type { Asset, Catalogue, Contribution, Datanet, Edge, Offering } from "./types.ts";

type Listed = Omit<Offering, "id" | "isRetired" | "publishedAt">;
type Named = { readonly name: string; readonly weightsHash: Hex };

/** Arguments of the events we fold, as viem decodes them. */
interface EventArguments {
  readonly OfferingPublished: { readonly offering: number; readonly gateway: number; readonly record: Listed };
  readonly OfferingRetired: { readonly offering: number };
  readonly DatanetCreated: { readonly datanet: number; readonly account: number; readonly name: string; readonly salt: Hex };
  readonly TermsPublished: {
    readonly datanet: number;
    readonly version: number;
    readonly terms: { readonly licence: string; readonly train: Consent; readonly infer: Consent };
  };
  readonly ContributionsRevealed: {
    readonly commit: number;
    readonly datanet: number;
    readonly firstContribution: bigint;
    readonly termsVersion: number;
    readonly items: readonly { readonly contentRoot: Hex; readonly licence: string; readonly uri: string }[];
  };
  readonly ContributionStatusChanged: {
    readonly contribution: bigint;
    readonly datanet: number;
    readonly status: number;
    readonly noveltyPpm: number;
  };
  readonly SnapshotPublished: { readonly datanet: number; readonly snapshot: number; readonly itemRoot: Hex; readonly itemCount: number };
  readonly ModelRegistered: { readonly model: number; readonly record: Named; readonly edges: readonly Edge[] };
  readonly AdapterRegistered: { readonly adapter: number; readonly record: Named; readonly edges: readonly Edge[] };
  readonly ModelRetrained: { readonly assetId: bigint; readonly weightsHash: Hex; readonly edges: readonly Edge[] };
  readonly AdapterRetrained: { readonly assetId: bigint; readonly weightsHash: Hex; readonly edges: readonly Edge[] };
  readonly AgentAccountOpened: { readonly agent: number };
  readonly AgentLineageDeclared: { readonly agent: number; readonly edges: readonly Edge[] };
}

type Handlers = { readonly [Name in keyof EventArguments]: (args: EventArguments[Name], log: ChainLog) => void };

/** A decoded event of one of the contracts we follow. */
export interface ChainLog {
  readonly eventName: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly blockNumber: bigint;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** How many earlier states of a Datanet are tried for a snapshot that was computed before the last verdicts. */
const STATES_KEPT = 16;

/** Folds events, in order, into a catalogue. Mutable inside; `catalogue` hands out copies of the tables. */
export interface LogFolder {
  readonly apply: (log: ChainLog) => void;
  readonly catalogue: (block: bigint) => Catalogue;
}

interface ContributionState {
  readonly accepted: Map<bigint, number>;
  readonly history: { readonly block: bigint; readonly items: readonly SnapshotItem[] }[];
}

/**
 * @param gatewayId Offerings of other gateways are left out.
 * @param salts Salts of private Datanets that were entrusted to this gateway.
 */
export function createLogFolder({ gatewayId, salts }: { readonly gatewayId: number; readonly salts: ReadonlyMap<number, Hex> }): LogFolder {
  const offerings = new Map<number, Offering>();
  const datanets = new Map<number, Datanet>();
  const contributions = new Map<bigint, Contribution>();
  const states = new Map<number, ContributionState>();
  const models = new Map<number, Asset>();
  const adapters = new Map<number, Asset>();
  const agents = new Map<number, Asset>();

  const stateOf = (datanet: number): ContributionState => {
    const state = states.get(datanet) ?? { accepted: new Map(), history: [] };
    states.set(datanet, state);
    return state;
  };
  const itemsOf = (datanet: number): readonly SnapshotItem[] =>
    [...stateOf(datanet).accepted]
      .map(([id, noveltyPpm]) => ({ contributionId: id, contentRoot: contributions.get(id)!.contentRoot, noveltyPpm }))
      .sort((a, b) => (a.contributionId < b.contributionId ? -1 : 1));
  /** Versions of terms, `datanet-version`, that answers may be sold under. */
  const servable = new Set<string>();
  const retrain = (assets: Map<number, Asset>, id: number, weightsHash: Hex, edges: readonly Edge[]): void => {
    const known = assets.get(id);
    if (known) assets.set(id, { ...known, weightsHash, edges });
  };
  const early = new Map<bigint, { readonly status: number; readonly noveltyPpm: number }>();

  const handlers: Handlers = {
    OfferingPublished({ offering, gateway, record }, { timestamp }) {
      if (gateway === gatewayId) offerings.set(offering, { ...record, id: offering, isRetired: false, publishedAt: timestamp });
    },
    OfferingRetired({ offering }) {
      const known = offerings.get(offering);
      if (known) offerings.set(known.id, { ...known, isRetired: true });
    },
    DatanetCreated({ datanet, account, name, salt }) {
      const isPublic = BigInt(salt) !== 0n;
      datanets.set(datanet, {
        id: datanet,
        name,
        account,
        salt: isPublic ? salt : salts.get(datanet),
        isPrivate: !isPublic,
        licence: "",
        // Until the terms are known, nothing is allowed; they are published in the same transaction.
        train: Consent.NotAllowed,
        infer: Consent.NotAllowed,
        snapshots: [],
      });
    },
    TermsPublished({ datanet, version, terms }) {
      if (isServable(terms)) servable.add(`${datanet}-${version}`);
      const known = datanets.get(datanet);
      if (known) datanets.set(datanet, { ...known, licence: terms.licence, train: terms.train, infer: terms.infer });
    },
    ContributionsRevealed({ commit, datanet, firstContribution, termsVersion, items }) {
      const [account, local] = [accountOfContribution(firstContribution), localOfContribution(firstContribution)];
      for (const [offset, item] of items.entries()) {
        const id = toContributionId(account, local + offset);
        // A duplicate found by the reveal itself may be reported before this event.
        const { status = ContributionStatus.Pending, noveltyPpm = 0 } = early.get(id) ?? {};
        contributions.set(id, {
          ...{ ...item, id, datanet, commit, status, noveltyPpm },
          isServable: servable.has(`${datanet}-${termsVersion}`),
        });
        early.delete(id);
      }
    },
    ContributionStatusChanged({ contribution: id, datanet, status, noveltyPpm }, { blockNumber }) {
      const known = contributions.get(id);
      if (!known) return void early.set(id, { status, noveltyPpm });
      const isAccepted = status === ContributionStatus.Accepted;
      const state = stateOf(datanet);
      if (isAccepted || state.accepted.has(id)) {
        if (state.history.at(-1)?.block !== blockNumber) {
          state.history.push({ block: blockNumber, items: itemsOf(datanet) });
          if (state.history.length > STATES_KEPT) state.history.shift();
        }
      }
      contributions.set(id, { ...known, status, noveltyPpm: isAccepted ? noveltyPpm : known.noveltyPpm });
      if (isAccepted) state.accepted.set(id, noveltyPpm);
      else state.accepted.delete(id);
    },
    SnapshotPublished({ datanet, snapshot, itemRoot, itemCount }) {
      const known = datanets.get(datanet);
      if (!known) return;
      const candidates = [
        itemsOf(datanet),
        ...stateOf(datanet)
          .history.map(({ items }) => items)
          .reverse(),
      ];
      const items = candidates.find((candidate) => candidate.length === itemCount && snapshotRoot(candidate) === itemRoot);
      datanets.set(datanet, { ...known, snapshots: [...known.snapshots, { number: snapshot, itemRoot, itemCount, items }] });
    },
    ModelRegistered({ model, record, edges }) {
      models.set(model, { id: model, name: record.name, weightsHash: record.weightsHash, edges });
    },
    AdapterRegistered({ adapter, record, edges }) {
      adapters.set(adapter, { id: adapter, name: record.name, weightsHash: record.weightsHash, edges });
    },
    ModelRetrained({ assetId, weightsHash, edges }) {
      retrain(models, Number(assetId), weightsHash, edges);
    },
    AdapterRetrained({ assetId, weightsHash, edges }) {
      retrain(adapters, Number(assetId), weightsHash, edges);
    },
    AgentAccountOpened({ agent }) {
      agents.set(agent, { id: agent, name: `agent ${agent}`, weightsHash: undefined, edges: [] });
    },
    AgentLineageDeclared({ agent, edges }) {
      agents.set(agent, { id: agent, name: `agent ${agent}`, weightsHash: undefined, edges });
    },
  };

  return {
    apply: (log) => {
      if (!Object.hasOwn(handlers, log.eventName)) return;
      // The ABI the log was decoded with gives the arguments of this name.
      (handlers[log.eventName as keyof Handlers] as (args: unknown, log: ChainLog) => void)(log.args, log);
    },
    catalogue: (block) => ({
      block,
      offerings: new Map(offerings),
      datanets: new Map(datanets),
      contributions: new Map(contributions),
      models: new Map(models),
      adapters: new Map(adapters),
      agents: new Map(agents),
    }),
  };
}
