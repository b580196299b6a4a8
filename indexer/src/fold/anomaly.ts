import { anomaly } from "../../ponder.schema.ts";
import { factId, originOf, type FoldEvent } from "./event.ts";
import { addToNetwork } from "./network.ts";
import { create, type Store } from "./store.ts";

/**
 * - `HandlerFailed`: the event could not be folded at all
 * - `AlreadyExists`, `Missing`: it names something a second time, or something never seen
 * - `Undecodable`, `RootMismatch`, `CountMismatch`: the packed batch is not what the event says
 * - `WrongFee`: a fee is not the offering's price for its tokens
 * - `SplitMismatch`, `CommonsMismatch`, `CreditMismatch`: the money is not where the split puts it
 * - `NotAccepted`: a leg names a contribution that was never accepted
 * - `TotalMismatch`: a total in an event is not what the index has summed
 */
export type AnomalyKind =
  | "HandlerFailed"
  | "AlreadyExists"
  | "Missing"
  | "Undecodable"
  | "RootMismatch"
  | "CountMismatch"
  | "WrongFee"
  | "SplitMismatch"
  | "CommonsMismatch"
  | "CreditMismatch"
  | "NotAccepted"
  | "TotalMismatch";

export interface Finding {
  readonly kind: AnomalyKind;
  readonly subject: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Records a contradiction. The same one in the same event is recorded once. */
export const report = async (store: Store, event: FoldEvent, finding: Finding): Promise<void> => {
  const id = `${factId(event)}-${finding.kind}-${finding.subject}`;
  const isNew = await create(store, anomaly, id, {
    id,
    contract: event.contract,
    event: event.name,
    kind: finding.kind,
    subject: finding.subject,
    expected: String(finding.expected),
    actual: String(finding.actual),
    ...originOf(event),
  });
  if (isNew) await addToNetwork(store, event, { anomalyCount: 1 });
};
