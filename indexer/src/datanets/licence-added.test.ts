import { LicenceClass } from "@openledger/sdk";
import { expect } from "chai";

import { addedLicence, anomaly, licenceClass } from "../../ponder.schema.ts";
import { ACTOR, eventOf, fold } from "../../test/support/fold.ts";
import { memoryStore } from "../fold/memory-store.ts";

const added = (id: string, name: keyof typeof LicenceClass) =>
  eventOf("Licences", "LicenceAdded", { id, licenceClass: LicenceClass[name], actor: ACTOR });

describe("licenceAdded", () => {
  it("keeps what governance added, with its class", async () => {
    const store = memoryStore();
    await fold(store, added("Community-1.0", "ShareAlike4"));
    expect(store.rows(addedLicence)[0]).to.include({ id: "community-1.0", name: "Community-1.0", class: "ShareAlike4", actor: ACTOR });
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("reports an id that is added again in other letters, and keeps what it meant", async () => {
    const store = memoryStore();
    await fold(store, added("Community-1.0", "ShareAlike4"), added("COMMUNITY-1.0", "Permissive"));
    expect(store.rows(addedLicence).map((row) => row.class)).to.deep.equal(["ShareAlike4"]);
    expect(store.rows(anomaly)).to.have.length(1);
  });

  it("has the classes of the sdk, in order", () => {
    expect(Object.fromEntries(licenceClass.enumValues.map((name, code) => [name, code]))).to.deep.equal(LicenceClass);
  });
});
