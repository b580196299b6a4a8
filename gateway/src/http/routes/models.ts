import { AssetKind, Relation } from "@openledger/sdk";
import { Hono } from "hono";

import type { Asset, Catalogue, Offering } from "../../chain/types.ts";
import { activeOfferings, findOffering } from "../../serving/find-offering.ts";
import type { Gateway } from "../../serving/gateway.ts";
import type { Environment } from "../environment.ts";

const KIND_NAMES = Object.fromEntries(Object.entries(AssetKind).map(([name, code]) => [code, name.toLowerCase()]));
const RELATION_NAMES = {
  [Relation.TrainedOn]: "trained_on",
  [Relation.TunedFrom]: "tuned_from",
  [Relation.MergedFrom]: "merged_from",
  [Relation.Uses]: "uses",
};

function assetView(asset: Asset | undefined, id: number): object | null {
  if (id === 0) return null;
  return {
    id,
    name: asset?.name ?? null,
    parents: (asset?.edges ?? []).map(({ relation, kind, parent, snapshot, weightPpm }) => ({
      relation: RELATION_NAMES[relation as keyof typeof RELATION_NAMES],
      kind: KIND_NAMES[kind],
      id: parent,
      ...(snapshot > 0 && { snapshot }),
      ...(weightPpm > 0 && { weight_ppm: weightPpm }),
    })),
  };
}

async function modelView(gateway: Gateway, catalogue: Catalogue, offering: Offering): Promise<object> {
  const { upstream } = gateway;
  const corpus = await gateway.corpora.corpusOf(catalogue, offering);
  return {
    id: offering.label,
    object: "model",
    created: offering.publishedAt,
    owned_by:
      upstream.id === "embedded"
        ? `openledger gateway ${gateway.chain.gatewayId} (demonstration model)`
        : `openledger gateway ${gateway.chain.gatewayId}`,
    description: upstream.description,
    openledger: {
      offering: offering.id,
      is_available: !("unavailable" in corpus),
      ...("unavailable" in corpus && { unavailable: corpus.unavailable }),
      method_id: offering.methodId,
      price: {
        prompt_nano_open_per_million: offering.promptPrice.toString(),
        completion_nano_open_per_million: offering.completionPrice.toString(),
      },
      model: assetView(catalogue.models.get(offering.model), offering.model),
      adapters: offering.adapters.map((id) => assetView(catalogue.adapters.get(id), id)),
      agent: assetView(catalogue.agents.get(offering.agent), offering.agent),
      datanets: offering.datanets.map((id) => {
        const datanet = catalogue.datanets.get(id);
        const snapshot = datanet?.snapshots.at(-1);
        return {
          id,
          name: datanet?.name ?? null,
          licence: datanet?.licence ?? null,
          is_private: datanet?.isPrivate ?? null,
          snapshot: snapshot ? { number: snapshot.number, item_root: snapshot.itemRoot, items: snapshot.itemCount } : null,
        };
      }),
      split: offering.split.map(({ role, account, bps }) => ({ role, account, bps })),
    },
  };
}

/** `GET /v1/models` and `GET /v1/models/{id}`. */
export function modelRoutes(gateway: Gateway): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get("/", async (context) => {
    const catalogue = gateway.chain.catalogue();
    return context.json({
      object: "list",
      data: await Promise.all(activeOfferings(catalogue).map((offering) => modelView(gateway, catalogue, offering))),
    });
  });
  routes.get("/:model", async (context) => {
    const catalogue = gateway.chain.catalogue();
    return context.json(await modelView(gateway, catalogue, findOffering(catalogue, context.req.param("model"))));
  });
  return routes;
}
