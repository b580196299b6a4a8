import { ContributionStatus, snapshotRoot } from "@openledger/sdk";
import { Hono } from "hono";

import type { Gateway } from "../../serving/gateway.ts";
import { ApiError } from "../api-error.ts";
import type { Environment } from "../environment.ts";

/** `GET /v1/datanets/{id}/snapshot`: the accepted items now and their root, as a curator would publish them; `?number=` for a published one. */
export function datanetRoutes(gateway: Gateway): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get("/:id/snapshot", async (context) => {
    await gateway.chain.refresh();
    const catalogue = gateway.chain.catalogue();
    const id = context.req.param("id");
    const datanet = /^\d{1,10}$/.test(id) ? catalogue.datanets.get(Number(id)) : undefined;
    if (!datanet)
      throw new ApiError(`There is no Datanet ${id.slice(0, 20)} on this chain.`, { status: 404, code: "datanet_not_found", param: "id" });
    const number = context.req.query("number");
    const published = number === undefined ? undefined : datanet.snapshots.find((snapshot) => String(snapshot.number) === number);
    if (number !== undefined && !published?.items) {
      throw new ApiError(`Datanet ${id} has no snapshot ${number.slice(0, 20)} with known items; it has ${datanet.snapshots.length}.`, {
        status: 404,
        code: "snapshot_not_found",
        param: "number",
      });
    }
    const items =
      published?.items ??
      [...catalogue.contributions.values()]
        .filter((entry) => entry.datanet === datanet.id && entry.status === ContributionStatus.Accepted)
        .map((entry) => ({ contributionId: entry.id, contentRoot: entry.contentRoot, noveltyPpm: entry.noveltyPpm }))
        .sort((a, b) => (a.contributionId < b.contributionId ? -1 : 1));
    const stored = gateway.contents.roots();
    return context.json({
      object: "openledger.snapshot",
      datanet: datanet.id,
      block: catalogue.block.toString(),
      item_root: snapshotRoot(items),
      item_count: items.length,
      missing_texts: items.filter(({ contentRoot }) => !stored.has(contentRoot.toLowerCase() as `0x${string}`)).length,
      latest_published: datanet.snapshots.at(-1)?.number ?? null,
      items: items.map(({ contributionId, contentRoot, noveltyPpm }) => ({
        contribution_id: contributionId.toString(),
        content_root: contentRoot,
        novelty_ppm: noveltyPpm,
        commit: catalogue.contributions.get(contributionId)?.commit ?? null,
        is_servable: catalogue.contributions.get(contributionId)?.isServable ?? false,
        uri: catalogue.contributions.get(contributionId)?.uri ?? "",
      })),
    });
  });
  return routes;
}
