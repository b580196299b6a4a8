import { datanet } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { amendKnown } from "../fold/missing.ts";
import { setParameter } from "../fold/parameter.ts";
import type { Reducer } from "../fold/reducer.ts";

export const admissionChanged: Reducer<EventArgs<"DatanetRegistry", "AdmissionChanged">> = async (store, event) => {
  const { datanet: id, admission } = event.args;
  await amendKnown(store, event, datanet, { what: "datanet", id }, () => ({ admission }));
};

export const admissionApprovalChanged: Reducer<EventArgs<"DatanetRegistry", "AdmissionApprovalChanged">> = (store, event) => {
  const { admission, isApproved, actor } = event.args;
  return setParameter(store, event, { name: `admissionApproval.${admission.toLowerCase()}`, value: isApproved, actor });
};
