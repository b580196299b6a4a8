import { manifestId, type IndexManifest } from "@openledger/sdk";
import type { Hex } from "viem";

import { methodId, methodText } from "../../gateway/src/attribution/method-id.ts";
import { judgedMethod, methodOf } from "../../gateway/src/attribution/methods.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import type { CourtContext } from "./context.ts";
import { SnapshotError, snapshotRootOf, type KnownIndex, type SnapshotPlace } from "./snapshot-index.ts";

type Published = IndexManifest & { readonly publishedAt: number };
type Offering = { readonly gateway: number; readonly methodId: Hex; readonly label: string; readonly datanets: readonly number[] };

/** What a gateway has published of an index; undefined if nothing. */
export async function manifestOf(
  { session }: Pick<CourtContext, "session">,
  gateway: number,
  method: Hex,
  snapshotRoot: Hex,
): Promise<Published | undefined> {
  const manifest = await session.read<Published>("AttributionCourt", "manifestOf", [gateway, method, snapshotRoot]);
  return manifest.itemCount === 0 ? undefined : manifest;
}

/** Whether governance has registered a method. */
export async function isRegistered({ session }: Pick<CourtContext, "session">, method: Hex): Promise<boolean> {
  return session.read("AttributionCourt", "rulesOf", [method]).then(
    () => true,
    (error: Error) => {
      if (error.message.includes("AttributionCourt_UnknownMethod")) return false;
      throw error;
    },
  );
}

/** Registers a method of this engine with its rules, if it is not yet. Only governance can. @param judgedPercent What the method leaves to judgement. */
export async function registerStep(context: CourtContext, judgedPercent: number): Promise<void> {
  const options = judgedMethod(judgedPercent);
  if (await isRegistered(context, methodId(options))) {
    context.report({ kind: "true", says: `the method ${methodId(options)} is registered` });
    return;
  }
  const transaction = await context.send({
    contract: "AttributionCourt",
    functionName: "registerMethod",
    args: [methodText(options), options],
  });
  context.report({ kind: "did", says: `registered the method ${methodText(options)}`, transaction });
}

/** Publishes the manifest of an index unless the gateway has one. @returns What is published then. */
export async function publishIndex(
  context: CourtContext,
  { gateway, method }: { readonly gateway: number; readonly method: Hex },
  { snapshotRoot, index }: KnownIndex,
): Promise<Published> {
  const known = await manifestOf(context, gateway, method, snapshotRoot);
  if (known !== undefined) return known;
  const { manifest } = index;
  try {
    const transaction = await context.send({
      contract: "AttributionCourt",
      functionName: "publishManifest",
      args: [gateway, method, snapshotRoot, { ...manifest, publishedAt: 0 }],
    });
    const says = `published the index ${manifestId(manifest)} of snapshot ${snapshotRoot}: ${manifest.itemCount} items, ${manifest.tokenCount} words`;
    context.report({ kind: "did", says, transaction });
  } catch (error) {
    // Somebody else who works for this gateway was faster; once published, it is published.
    if (!(error instanceof Refusal && error.errorName === "AttributionCourt_ManifestKnown")) throw error;
  }
  return { ...manifest, publishedAt: 0 };
}

type Served = { readonly method: Hex; readonly datanets: readonly number[] };

/** Methods and combinations of Datanets that the gateway's offerings answer with, each once. */
async function servedDatanets(context: CourtContext, gateway: number): Promise<readonly Served[]> {
  const { session } = context;
  const served = new Map<string, Served>();
  const count = await session.read<number>("GatewayRegistry", "offeringCount");
  for (let id = 1; id <= count; id++) {
    const offering = await session.read<Offering>("GatewayRegistry", "offeringOf", [id]);
    if (offering.gateway !== gateway || (await session.read<boolean>("GatewayRegistry", "isRetired", [id]))) continue;
    const { methodId: method, datanets, label } = offering;
    if (methodOf(method) !== undefined) served.set(`${method} ${datanets.join()}`, { method, datanets });
    else
      context.report({
        kind: "warns",
        says: `offering ${id} “${label}” names the method ${method}, this program indexes for ${methodId()}: use the version that serves it`,
      });
  }
  return [...served.values()].filter(({ datanets }) => datanets.length > 0);
}

/** Publishes the index of the latest snapshots of every offering. Looks first, so it sends nothing twice. */
export async function publishStep(context: CourtContext, gateway: number): Promise<void> {
  const { session } = context;
  const unregistered = new Set<Hex>();
  for (const { method, datanets } of await servedDatanets(context, gateway)) {
    if (!(await isRegistered(context, method))) {
      unregistered.add(method);
      continue;
    }
    try {
      const places: SnapshotPlace[] = await Promise.all(
        datanets.map(async (datanet) => ({ datanet, number: await session.read<number>("DatanetRegistry", "snapshotCountOf", [datanet]) })),
      );
      if ((await manifestOf(context, gateway, method, await snapshotRootOf(session, places))) !== undefined) continue;
      await publishIndex(context, { gateway, method }, await context.indexOf(places));
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof SnapshotError)) throw error;
      context.report({ kind: "warns", says: `the index over Datanets ${datanets.join(", ")} is not published: ${error.message}` });
    }
  }
  for (const method of unregistered) {
    const says = `governance has not registered the method ${method}: until then nobody can judge its receipts; it can with "register"`;
    context.report({ kind: "warns", says });
  }
}
