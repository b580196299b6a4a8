import { askFor, ExplainError, trueAt } from "./ask.ts";
import { plain, utc, type Paint } from "./paint.ts";

type Edge = {
  readonly relation: string;
  readonly parentDatanet: { readonly id: number; readonly name: string } | null;
  readonly parentModel: { readonly id: number; readonly name: string } | null;
  readonly parentAdapter: { readonly id: number; readonly name: string } | null;
  readonly snapshot: { readonly number: number; readonly lostCount: number } | null;
};
type Asset = {
  readonly name: string;
  readonly builtAt: string;
  readonly lineageVersion: number;
  readonly freshness: { readonly isStale: boolean; readonly words: string };
  readonly madeOf: { readonly items: readonly Edge[] };
};

const query = (kind: "model" | "adapter") => /* GraphQL */ `
  query Asset($id: Int!) {
    _meta {
      block {
        number
        hash
      }
    }
    asset: ${kind}(id: $id) {
      name
      builtAt
      lineageVersion
      freshness {
        isStale
        words
      }
      madeOf(where: { isCurrent: true }, limit: 8) {
        items {
          relation
          parentDatanet {
            id
            name
          }
          parentModel {
            id
            name
          }
          parentAdapter {
            id
            name
          }
          snapshot {
            number
            lostCount
          }
        }
      }
    }
  }
`;

/** What a model or adapter was built on, and whether it is flagged because some of that was withdrawn. */
export const explainAsset =
  (kind: "model" | "adapter") =>
  async (url: string, id: string, paint: Paint): Promise<string[]> => {
    if (!/^[1-9]\d{0,8}$/.test(id)) throw new ExplainError(`"${id}" is no number of ${kind === "model" ? "a model" : "an adapter"}`);
    const { asset, at } = await askFor<{ asset: Asset | null }>(url, query(kind), { id: Number(id) });
    if (asset === null) throw new ExplainError(`there is no ${kind} ${id} up to block ${at.number}`);
    const built = asset.lineageVersion === 0 ? "registered" : `retrained for the ${ordinal(asset.lineageVersion)} time`;
    return [
      paint.strong(`${kind} ${id}, “${plain(asset.name, 64)}”, ${built} ${utc(asset.builtAt)}`),
      ...asset.madeOf.items.map(tellEdge),
      asset.freshness.isStale ? paint.bad(asset.freshness.words) : asset.freshness.words,
      trueAt(at),
    ];
  };

function tellEdge({ relation, parentDatanet, parentModel, parentAdapter, snapshot }: Edge): string {
  const words = { TrainedOn: "trained on", TunedFrom: "tuned from", MergedFrom: "merged from" }[relation] ?? relation;
  if (parentDatanet !== null && snapshot !== null) {
    const lost = snapshot.lostCount === 0 ? "nothing of it lost" : `${snapshot.lostCount} of its items lost since`;
    return `  ${words} snapshot ${snapshot.number} of Datanet ${parentDatanet.id} “${plain(parentDatanet.name, 64)}”: ${lost}`;
  }
  const [kind, parent] = parentModel !== null ? (["model", parentModel] as const) : (["adapter", parentAdapter!] as const);
  return `  ${words} ${kind} ${parent.id} “${plain(parent.name, 64)}”`;
}

function ordinal(number: number): string {
  const ending = number % 100 > 10 && number % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}
