import { licenceAdded } from "./datanets/licence-added.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";

export const licencesReducers: Reducers<"Licences"> = { LicenceAdded: licenceAdded, AuthorityUpdated: authorityUpdated };
