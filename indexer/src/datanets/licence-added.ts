import { addedLicence, licenceClass } from "../../ponder.schema.ts";
import { cleanText } from "../fold/clean-text.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

/** An id is added once, in whatever letter case. */
export const licenceAdded: Reducer<EventArgs<"Licences", "LicenceAdded">> = async (store, event) => {
  const { actor } = event.args;
  const name = cleanText(event.args.id);
  const id = name.toLowerCase();
  const row = { id, name, class: nameOf(licenceClass, event.args.licenceClass), actor, ...originOf(event) };
  if (!(await create(store, addedLicence, id, row))) await reportTwice(store, event, { what: "licence", id });
};
