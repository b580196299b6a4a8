import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { checkGrant, contentRoot, grantTypedData, GrantScope, saltHashOf, type Deployment, type Grant } from "@openledger/sdk";
import { expect } from "chai";
import { recoverTypedDataAddress, type Address, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { openContents } from "./contents.ts";
import { readPass } from "./pass.ts";

const salt: Hex = `0x${"5a".repeat(32)}`;
const key: Hex = `0x${"22".repeat(32)}`;
const [owner, member] = [privateKeyToAccount(`0x${"11".repeat(32)}`), privateKeyToAccount(key)];
const deployment = { chainId: 10, contracts: { DatanetRegistry: "0x5FbDB2315678afecb367f032d93F642f64180aa3" as Address } } as Deployment;
const domain = { chainId: 10, registry: deployment.contracts.DatanetRegistry };

describe("places of texts", () => {
  let folder: string;
  before(async () => void (folder = await mkdtemp(path.join(tmpdir(), "openledger-contents-"))));
  after(() => rm(folder, { recursive: true, force: true }));

  it("are believed only if the text hashes to its root, and the next is asked", async () => {
    const [good, bad] = [path.join(folder, "good"), path.join(folder, "bad")];
    const root = contentRoot("the text", salt);
    for (const place of [good, bad]) await mkdir(place);
    await writeFile(path.join(bad, root), "another text");
    expect(await (await openContents([bad], undefined)).find(root, salt)).to.equal(undefined);
    await writeFile(path.join(good, root), "the  text\n");
    expect(await (await openContents([bad, "http://127.0.0.1:1", good], undefined)).find(root, salt)).to.equal("the  text\n");
  });

  it("of private Datanets open for a grant, which the member's key proves", async () => {
    const now = Math.floor(Date.now() / 1000);
    const grant: Grant = {
      ...{ datanet: 3, member: member.address, scope: GrantScope.Validate, notBefore: 0, expiry: now + 1_000 },
      ...{ saltHash: saltHashOf(3, salt), nonce: `0x${"01".repeat(32)}` },
    };
    const file = path.join(folder, "grant.json");
    await writeFile(file, JSON.stringify({ grant, signature: await owner.signTypedData(grantTypedData(domain, grant)) }));
    const server = createServer((request, response) => {
      const header = request.headers["x-openledger-grant"];
      void (async () => {
        const shown = JSON.parse(Buffer.from(String(header ?? "e30"), "base64url").toString()) as Record<string, never>;
        const isOpen = await checkGrant(
          { grant: shown["grant"]!, signature: shown["signature"]! },
          { use: shown["use"]!, signature: shown["useSignature"]! },
          {
            ...{
              domain,
              datanet: 3,
              scope: GrantScope.Validate,
              owner: owner.address,
              audience: request.headers.host!,
              now,
              revocations: [],
            },
            isSigned: async (signer, data, signature) =>
              (await recoverTypedDataAddress({ ...(data as object), signature } as never)) === signer,
          },
        ).then(
          () => true,
          () => false,
        );
        response.statusCode = isOpen ? 200 : 404;
        response.end("for members");
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const root = contentRoot("for members", salt);
      expect(await (await openContents([place], undefined)).find(root, salt)).to.equal(undefined);
      const pass = await readPass(file, { key, deployment });
      expect(await (await openContents([place], undefined, [pass])).find(root, salt)).to.equal("for members");
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    const other = await readPass(file, { key: `0x${"33".repeat(32)}`, deployment }).catch((error: unknown) => (error as Error).message);
    expect(other).to.include(`is a grant for ${member.address}`);
  });
});
