import { readFile } from "node:fs/promises";

import { Hono } from "hono";

import { INPUTS_ENDING } from "../../influence/prior-inputs.ts";
import type { Gateway } from "../../serving/gateway.ts";
import type { KnownPrior } from "../../serving/priors.ts";
import { ApiError } from "../api-error.ts";
import type { Environment } from "../environment.ts";

function requirePrior({ priors }: Gateway, root: string): KnownPrior {
  const found = priors.list().find(({ loaded }) => loaded.root === root.toLowerCase());
  if (found !== undefined) return found;
  throw new ApiError(`No influence prior of root ${JSON.stringify(root.slice(0, 80))} is here; GET /v1/priors lists them.`, {
    status: 404,
    code: "prior_not_found",
    param: "root",
  });
}

/** `GET /v1/priors`; `GET /v1/priors/{root}`, the file; and `GET /v1/priors/{root}/inputs`, what a re-run needs besides the snapshot's texts. */
export function priorRoutes(gateway: Gateway): Hono<Environment> {
  const routes = new Hono<Environment>();
  const json = { "content-type": "application/json", "cache-control": "public, max-age=60" };

  routes.get("/", (context) =>
    context.json({
      object: "list",
      data: gateway.priors.list().map(({ loaded, published }) => ({
        object: "openledger.prior",
        root: loaded.root,
        adapter: loaded.adapter,
        epoch: loaded.epoch,
        snapshot_root: loaded.snapshotRoot,
        weights: loaded.weights.length,
        number: published?.number ?? null,
        is_standing: published?.isStanding ?? false,
        usable_from: published?.usableFrom ?? null,
        unusable_from: published?.unusableFrom ?? null,
      })),
    }),
  );

  routes.get("/:root", async (context) => context.body(await readFile(requirePrior(gateway, context.req.param("root")).file), 200, json));

  routes.get("/:root/inputs", async (context) => {
    const { file, loaded } = requirePrior(gateway, context.req.param("root"));
    const inputs = await readFile(file.replace(/\.json$/, INPUTS_ENDING)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      throw new ApiError(`The inputs of influence prior ${loaded.root} are not here; ask where it was published.`, {
        status: 404,
        code: "inputs_not_found",
        param: "root",
      });
    });
    return context.body(inputs, 200, json);
  });
  return routes;
}
