import { admissionApprovalChanged, admissionChanged } from "./datanets/admission-changed.ts";
import { curatorChanged } from "./datanets/curator-changed.ts";
import { datanetCreated } from "./datanets/datanet-created.ts";
import { datanetTransferred } from "./datanets/datanet-transferred.ts";
import { snapshotPublished } from "./datanets/snapshot-published.ts";
import { termsPublished } from "./datanets/terms-published.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";

export const datanetRegistryReducers: Reducers<"DatanetRegistry"> = {
  DatanetCreated: datanetCreated,
  TermsPublished: termsPublished,
  CuratorChanged: curatorChanged,
  AdmissionChanged: admissionChanged,
  AdmissionApprovalChanged: admissionApprovalChanged,
  SnapshotPublished: snapshotPublished,
  Transfer: datanetTransferred,
  AuthorityUpdated: authorityUpdated,
};
