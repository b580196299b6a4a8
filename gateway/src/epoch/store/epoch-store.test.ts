import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { buildEpoch } from "@openledger/sdk";
import { AwsV4Signer } from "aws4fetch";
import { expect } from "chai";
import { bytesToHex, keccak256 } from "viem";

import { objectsOf } from "../../../test/objects-of.ts";
import { packedOf, smallEpoch } from "../../../test/small-epoch.ts";
import { isObjectTrue } from "./epoch-objects.ts";
import { objectName, readObject, writeObject, type EpochStore } from "./epoch-store.ts";
import { folderStore } from "./folder-store.ts";
import { openEpochStore } from "./open-epoch-store.ts";
import { publishEpoch } from "./publish-epoch.ts";

const KEYS = { AWS_ACCESS_KEY_ID: "operator", AWS_SECRET_ACCESS_KEY: "not-a-real-secret", AWS_REGION: "eu-west-9" };

/** What an S3 bucket does with path-style GET and PUT: checks the SigV4 signature, keeps bytes. */
async function startBucket(): Promise<{ server: Server; url: string; objects: Map<string, Buffer> }> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void answer(Buffer.concat(chunks)));
    const answer = async (body: Buffer): Promise<void> => {
      const url = `http://${request.headers.host}${request.url}`;
      const signed = new AwsV4Signer({
        url,
        method: request.method!,
        headers: { "x-amz-content-sha256": request.headers["x-amz-content-sha256"] as string },
        accessKeyId: KEYS.AWS_ACCESS_KEY_ID,
        secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY,
        service: "s3",
        region: KEYS.AWS_REGION,
        datetime: request.headers["x-amz-date"] as string,
      });
      if ((await signed.authHeader()) !== request.headers.authorization) return void response.writeHead(403).end("SignatureDoesNotMatch");
      if (request.method === "PUT") objects.set(request.url!, body);
      const found = objects.get(request.url!);
      response.writeHead(found === undefined ? 404 : 200).end(request.method === "GET" ? found : undefined);
    };
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket/epochs`, objects };
}

describe("stores of epochs' data", () => {
  const input = smallEpoch();
  const epoch = buildEpoch(input);
  const publish = async (store: EpochStore) => (await publishEpoch(store, packedOf(input))).added;
  let folder: string;
  let bucket: Awaited<ReturnType<typeof startBucket>>;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "openledger-store-"));
    bucket = await startBucket();
  });
  after(async () => {
    bucket.server.closeAllConnections();
    bucket.server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const stores: Readonly<Record<string, () => EpochStore>> = {
    "a folder": () => openEpochStore(path.join(folder, "objects"), {}),
    "an S3 bucket": () => openEpochStore(`s3+${bucket.url}`, KEYS),
  };
  for (const [name, open] of Object.entries(stores)) {
    it(`${name} gives back what was put in, once, whole`, async () => {
      const objects = [...objectsOf(epoch)];
      expect(new Set(objects.map(({ kind }) => kind)).size).to.equal(5);
      const distinct = new Set(objects.map(({ kind, key }) => `${kind}/${key}`));
      expect(await publish(open())).to.equal(distinct.size);
      expect(await publish(open())).to.equal(0);
      for (const { kind, key, bytes } of objects) expect(bytesToHex((await readObject(open(), kind, key))!)).to.equal(bytesToHex(bytes));
      expect(await open().read("chunks", `0x${"12".repeat(32)}`)).to.equal(undefined);
    });
  }

  it("does not take altered bytes for the object, in either store", async () => {
    const { body } = epoch.chunks[0]!.fields;
    const key = typeof body === "string" ? body : bytesToHex(body);
    await writeFile(path.join(folder, "objects", objectName("chunks", key)), "altered");
    bucket.objects.set(`/bucket/epochs/${objectName("chunks", key)}`, Buffer.from("altered"));
    for (const open of Object.values(stores)) {
      const failed = await readObject(open(), "chunks", key).catch((error: Error) => error.name);
      expect(failed).to.equal("StoreAlteredError");
      // Publishing again repairs it.
      expect(await publish(open())).to.equal(1);
      expect(await readObject(open(), "chunks", key)).to.not.equal(undefined);
    }
  });

  it("tells every kind from bytes that only look like it", () => {
    for (const { kind, key, bytes } of objectsOf(epoch)) {
      expect(isObjectTrue(kind, key, bytes)).to.equal(true);
      const changed = Uint8Array.from(bytes);
      changed[changed.length - 1]! ^= 1;
      expect(isObjectTrue(kind, key, changed), kind).to.equal(false);
      expect(isObjectTrue(kind, key, bytes.subarray(1)), kind).to.equal(false);
      expect(isObjectTrue(kind, keccak256(key), bytes), kind).to.equal(false);
    }
  });

  it("leaves no half of an object behind when a write fails", async () => {
    const store = folderStore(path.join(folder, "half"));
    const key = keccak256("0x01");
    const failed = await writeObject(store, "chunks", key, Uint8Array.of(2)).catch((error: Error) => error.name);
    expect(failed).to.equal("StoreAlteredError");
    expect((await readdir(path.join(folder, "half", "chunks"))).filter((entry) => entry.endsWith(".draft"))).to.deep.equal([]);
  });

  it("says in one line what is wrong with a bucket's address or key", async () => {
    expect(() => openEpochStore(`s3+${bucket.url}`, { ...KEYS, AWS_SECRET_ACCESS_KEY: "" })).to.throw("AWS_SECRET_ACCESS_KEY is not set");
    const wrong = openEpochStore(`s3+${bucket.url}`, { ...KEYS, AWS_SECRET_ACCESS_KEY: "another" });
    const said = await wrong.read("chunks", keccak256("0x01")).catch((error: Error) => error.message);
    expect(said).to.contain("answers 403");
    expect(() => objectName("chunks", "0x12")).to.throw(RangeError, "32 bytes of hex");
  });
});
