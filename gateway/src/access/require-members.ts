import { GrantScope } from "@openledger/sdk";

import { ApiError } from "../http/api-error.ts";
import type { Gateway } from "../serving/gateway.ts";
import { authoriseMember, GRANT_HEADER } from "./authorise-member.ts";

/** What the asker shows: grants with their uses, and the host it speaks to. */
export interface Membership {
  /** Each as in the header `x-openledger-grant`. */
  readonly grants: readonly string[];
  readonly audience: string;
}

/**
 * Lets only members ask what answers from private Datanets: one of the grants has to hold for each of these.
 * @throws ApiError 403 `grant_required` without a grant, otherwise as {@link authoriseMember}.
 */
export async function requireMembers(
  gateway: Gateway,
  datanets: readonly { readonly id: number; readonly isPrivate: boolean }[],
  { grants, audience }: Membership,
): Promise<void> {
  for (const { id, isPrivate } of datanets) {
    if (!isPrivate) continue;
    let refusal: Error | undefined = new ApiError(
      `The model answers from Datanet ${id}, which is private; send a grant of its owner and its use in ${GRANT_HEADER}, several with commas between them.`,
      { status: 403, code: "grant_required", param: "model" },
    );
    for (const header of grants) {
      const shown = authoriseMember(gateway, { header, datanet: id, scope: GrantScope.Ask, audience });
      refusal = await shown.then(
        () => undefined,
        (error: Error) => error,
      );
      if (refusal === undefined) break;
    }
    if (refusal !== undefined) throw refusal;
  }
}
