import type { Contribution, Datanet } from "./contribute.ts";

/** Hands the texts to the gateway's content store, which takes only what hashes to a contribution on chain. */
export async function uploadContents(gatewayUrl: string, datanet: Datanet, contributions: readonly Contribution[]): Promise<void> {
  const queue = [...contributions];
  const worker = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const response = await fetch(`${gatewayUrl}/v1/contents/${datanet.id}/${next.contentRoot}`, {
        method: "PUT",
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: next.item.text,
      });
      if (!response.ok) throw new Error(`the gateway refused ${next.item.uri}: ${response.status} ${await response.text()}`);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}
