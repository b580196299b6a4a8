import { consent, datanet, termsVersion } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

/** Id of a version of a Datanet's terms. */
export const termsIdOf = (datanetId: number, version: number): string => `${datanetId}-${version}`;

export const termsPublished: Reducer<EventArgs<"DatanetRegistry", "TermsPublished">> = async (store, event) => {
  const { datanet: datanetId, version, terms, actor } = event.args;
  const id = termsIdOf(datanetId, version);
  const words = { ...terms, train: nameOf(consent, terms.train), infer: nameOf(consent, terms.infer) };
  if (!(await create(store, termsVersion, id, { id, datanetId, version, ...words, actor, ...originOf(event) }))) {
    return reportTwice(store, event, { what: "terms", id });
  }
  await amendKnown(store, event, datanet, { what: "datanet", id: datanetId }, () => ({
    termsId: id,
    termsVersion: version,
    isPrivate: terms.isPrivate,
  }));
};
