import { verdictsReported } from "./contributions/verdicts-reported.ts";
import type { Reducers } from "./fold/contracts.ts";

export const curatorAdmissionReducers: Reducers<"CuratorAdmission"> = { VerdictsReported: verdictsReported };
