import {
  AssetKind,
  Relation,
  type DatanetFacts,
  type DatasetFacts,
  type Deployment,
  type ModelFacts,
  type ParentFacts,
  type SnapshotFacts,
} from "@openledger/sdk";
import { adapterRegistryAbi, datanetRegistryAbi, modelRegistryAbi } from "@openledger/sdk/abis";
import type { Address, Hex, PublicClient } from "viem";

type Edge = { readonly relation: number; readonly kind: number; readonly parent: number; readonly snapshot: number };
export type ExportSource = {
  readonly client: PublicClient;
  readonly deployment: Deployment;
  /** For manifests that a snapshot does not name. */ readonly gateway: string | undefined;
};

/** A Datanet at a snapshot. @throws Error if there is no such Datanet or snapshot. */
export async function readDatanet({ client, deployment, gateway }: ExportSource, datanet: number, wanted?: number): Promise<DatanetFacts> {
  const registry = deployment.contracts.DatanetRegistry;
  const at = { address: registry, abi: datanetRegistryAbi } as const;
  const count = await client.readContract({ ...at, functionName: "assetCount" });
  if (datanet > count) throw new Error(`there is no Datanet ${datanet}; this chain has ${count}`);
  const snapshots = await client.readContract({ ...at, functionName: "snapshotCountOf", args: [datanet] });
  const number = wanted ?? snapshots;
  if (number === 0 || number > snapshots)
    throw new Error(`Datanet ${datanet} has ${snapshots} snapshots, not ${number === 0 ? "one" : number}; publish one first`);
  const fromBlock = BigInt(deployment.startBlock);
  const [name, owner, stored, created, published] = await Promise.all([
    client.readContract({ ...at, functionName: "nameOf", args: [datanet] }),
    client.readContract({ ...at, functionName: "ownerOf", args: [BigInt(datanet)] }),
    client.readContract({ ...at, functionName: "snapshotOf", args: [datanet, number] }),
    client.getContractEvents({ ...at, eventName: "DatanetCreated", args: { datanet }, fromBlock }),
    client.getContractEvents({ ...at, eventName: "SnapshotPublished", args: { datanet, snapshot: number }, fromBlock }),
  ]);
  const terms = await client.readContract({ ...at, functionName: "termsOf", args: [datanet, stored.termsVersion] });
  const { timestamp } = await client.getBlock({ blockNumber: created[0]!.blockNumber });
  const manifestUrl =
    published[0]!.args.manifestUri || `${gateway ?? "http://127.0.0.1:8787"}/v1/datanets/${datanet}/snapshot?number=${number}`;
  const snapshot: SnapshotFacts = {
    number,
    itemRoot: stored.itemRoot,
    itemCount: stored.itemCount,
    publishedAt: stored.publishedAt,
    manifestUrl,
  };
  const { licence, licenceUri, train, infer, mine, isPrivate } = terms;
  return {
    ...{ chainId: deployment.chainId, registry, datanet, name, owner, isPrivate, termsVersion: stored.termsVersion },
    ...{ licence, licenceUri, train: train as 0, infer: infer as 0, mine: mine as 0, createdAt: Number(timestamp), snapshot },
  };
}

/** A model or adapter with what it was trained on and made from. @throws Error if there is none. */
export async function readModel(source: ExportSource, kind: "model" | "adapter", id: number): Promise<ModelFacts> {
  const { client, deployment } = source;
  const own = await readPackage(source, kind, id);
  const at = { address: own.registry, abi: kind === "model" ? modelRegistryAbi : adapterRegistryAbi } as never as {
    address: Address;
    abi: typeof modelRegistryAbi;
  };
  const edges = (await client.readContract({ ...at, functionName: "edgesOf", args: [id] })) as readonly Edge[];
  const owner = await client.readContract({ ...at, functionName: "ownerOf", args: [BigInt(id)] });
  const [event] = await client.getContractEvents(
    kind === "model"
      ? {
          address: own.registry,
          abi: modelRegistryAbi,
          eventName: "ModelRegistered",
          args: { model: id },
          fromBlock: BigInt(deployment.startBlock),
        }
      : ({
          address: own.registry,
          abi: adapterRegistryAbi,
          eventName: "AdapterRegistered",
          args: { adapter: id },
          fromBlock: BigInt(deployment.startBlock),
        } as never),
  );
  const { timestamp } = await client.getBlock({ blockNumber: event!.blockNumber });
  const datasets: DatasetFacts[] = [];
  const parents: ParentFacts[] = [];
  for (const { relation, kind: of, parent, snapshot } of edges) {
    if (relation === Relation.TrainedOn) {
      const facts = await readDatanet(source, parent, snapshot);
      const { registry, name, licence, isPrivate } = facts;
      const { number, itemRoot, itemCount, publishedAt, manifestUrl } = facts.snapshot;
      datasets.push({
        datanet: parent,
        registry,
        name,
        licence,
        snapshot: number,
        itemRoot,
        itemCount,
        publishedAt,
        isPrivate,
        url: manifestUrl,
      });
    } else {
      parents.push(await readPackage(source, of === AssetKind.Adapter ? "adapter" : "model", parent));
    }
  }
  if (kind === "adapter") {
    const { baseModel } = await client.readContract({
      address: own.registry,
      abi: adapterRegistryAbi,
      functionName: "adapterOf",
      args: [id],
    });
    if (baseModel !== 0 && !parents.some((parent) => parent.kind === "model" && parent.id === baseModel))
      parents.push(await readPackage(source, "model", baseModel));
  }
  return { ...own, chainId: deployment.chainId, owner, registeredAt: Number(timestamp), datasets, parents };
}

async function readPackage({ client, deployment }: ExportSource, kind: "model" | "adapter", id: number): Promise<ParentFacts> {
  const registry = kind === "model" ? deployment.contracts.ModelRegistry : deployment.contracts.AdapterRegistry;
  const count = await client.readContract({ address: registry, abi: modelRegistryAbi, functionName: "assetCount" });
  if (id > count) throw new Error(`there is no ${kind} ${id}; this chain has ${count}`);
  const record: { name: string; uri: string; weightsHash: Hex } =
    kind === "model"
      ? await client.readContract({ address: registry, abi: modelRegistryAbi, functionName: "modelOf", args: [id] })
      : await client.readContract({ address: registry, abi: adapterRegistryAbi, functionName: "adapterOf", args: [id] });
  return { kind, id, registry, name: record.name, uri: record.uri, weightsHash: record.weightsHash };
}
