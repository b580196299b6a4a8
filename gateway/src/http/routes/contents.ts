import { BaseError, ContributionStatus, contentRoot as contentRootOf, GrantScope } from "@openledger/sdk";
import { Hono } from "hono";
import type { Hex } from "viem";

import { authoriseMember, GRANT_HEADER } from "../../access/authorise-member.ts";
import type { Contribution, Datanet } from "../../chain/types.ts";
import type { Gateway } from "../../serving/gateway.ts";
import { ApiError } from "../api-error.ts";
import type { Environment } from "../environment.ts";
import { bodyLimit } from "../middleware/body-limit.ts";

const ROOT = /^0x[0-9a-f]{64}$/i;
const MOST_BYTES = 1_048_576;

function parseRoot(text: string): Hex {
  if (ROOT.test(text)) return text.toLowerCase() as Hex;
  throw new ApiError(`A content root is 0x and 64 hex digits, not ${JSON.stringify(text.slice(0, 80))}.`, {
    status: 400,
    code: "invalid_root",
    param: "contentRoot",
  });
}

function contributionsWith(gateway: Gateway, root: Hex, datanet?: number): readonly Contribution[] {
  const all = [...gateway.chain.catalogue().contributions.values()];
  return all.filter((entry) => entry.contentRoot.toLowerCase() === root && (datanet === undefined || entry.datanet === datanet));
}

function requireSalt(datanet: Datanet | undefined, id: string): Hex {
  if (!datanet)
    throw new ApiError(`There is no Datanet ${id.slice(0, 20)} on this chain.`, {
      status: 404,
      code: "datanet_not_found",
      param: "datanetId",
    });
  if (datanet.salt === undefined) {
    throw new ApiError(
      `Datanet ${datanet.id} is private and this gateway was not given its salt; its operator sets OPENLEDGER_DATANET_SALTS.`,
      {
        status: 403,
        code: "salt_unknown",
        param: "datanetId",
      },
    );
  }
  return datanet.salt;
}

async function readText(request: Request): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await request.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError)
      throw new ApiError("The body is not UTF-8; encode the text as UTF-8.", { status: 400, code: "invalid_text" });
    throw error;
  }
}

/**
 * `PUT /v1/contents/{datanetId}/{contentRoot}` takes the text of a contribution that the chain knows; the root proves that it is the one.
 * `GET /v1/contents/{contentRoot}` gives texts of public Datanets, and those of private ones to members (`x-openledger-grant`).
 */
export function contentRoutes(gateway: Gateway): Hono<Environment> {
  const routes = new Hono<Environment>();
  const { chain, contents, database } = gateway;

  routes.put("/:datanetId/:contentRoot", bodyLimit(MOST_BYTES), async (context) => {
    const root = parseRoot(context.req.param("contentRoot"));
    const id = context.req.param("datanetId");
    const find = (): Datanet | undefined => (/^\d{1,10}$/.test(id) ? chain.catalogue().datanets.get(Number(id)) : undefined);
    if (contributionsWith(gateway, root, Number(id)).length === 0) await chain.refresh();
    const salt = requireSalt(find(), id);
    if (contributionsWith(gateway, root, Number(id)).length === 0) {
      throw new ApiError(`No contribution to Datanet ${id} has content root ${root}; contribute and reveal it first.`, {
        status: 404,
        code: "contribution_not_found",
        param: "contentRoot",
      });
    }
    if (contents.roots().has(root)) return context.json({ object: "openledger.content", content_root: root, is_new: false });
    const text = await readText(context.req.raw);
    let actual: Hex;
    try {
      actual = contentRootOf(text, salt);
    } catch (error) {
      if (error instanceof BaseError) throw new ApiError(`${error.shortMessage} Fix: ${error.fix}`, { status: 400, code: "invalid_text" });
      throw error;
    }
    if (actual !== root) {
      throw new ApiError(
        `The text has content root ${actual} under the salt of Datanet ${id}, not ${root}; send the text that was contributed.`,
        {
          status: 422,
          code: "content_mismatch",
          param: "contentRoot",
        },
      );
    }
    await contents.put(root, text);
    await database.query("INSERT INTO contents (content_root, datanet, bytes, stored_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
      root,
      Number(id),
      Buffer.byteLength(text),
      Date.now(),
    ]);
    return context.json({ object: "openledger.content", content_root: root, is_new: true }, 201);
  });

  routes.get("/:contentRoot", async (context) => {
    const root = parseRoot(context.req.param("contentRoot"));
    const gone: readonly number[] = [ContributionStatus.Withdrawn, ContributionStatus.Removed];
    const holders = contributionsWith(gateway, root).filter(
      ({ datanet, status }) => chain.catalogue().datanets.get(datanet)?.isPrivate === false && !gone.includes(status),
    );
    let text = holders.length > 0 ? await contents.get(root) : undefined;
    const header = context.req.header(GRANT_HEADER);
    const own = contributionsWith(gateway, root).find(
      ({ datanet, status }) => chain.catalogue().datanets.get(datanet)?.isPrivate === true && !gone.includes(status),
    );
    if (text === undefined && header !== undefined && own !== undefined) {
      const scope = own.status === ContributionStatus.Accepted ? GrantScope.Read : GrantScope.Validate;
      await authoriseMember(gateway, { header, datanet: own.datanet, scope, audience: new URL(context.req.url).host });
      text = await contents.get(root);
      context.header("cache-control", "no-store");
    }
    if (text === undefined) {
      throw new ApiError(`No public text with content root ${root} is here.`, {
        status: 404,
        code: "content_not_found",
        param: "contentRoot",
      });
    }
    return context.text(text, 200, { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" });
  });
  return routes;
}
