import type { HardhatPlugin } from "hardhat/types/plugins";

/** Most files given to one run of the compiler. All tests with their contracts are more than it can write out: it runs in WebAssembly, with 4 GB at most. */
const BATCH = 60;

/** Builds many files one batch after the other, and then all of them, which are cached by then. What is compiled, and how it is cached, does not change. */
export const buildInBatches: HardhatPlugin = {
  id: "build-in-batches",
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        build: async (context, rootFilePaths, options, next) => {
          if (rootFilePaths.length <= BATCH) return next(context, rootFilePaths, options);
          for (let from = 0; from < rootFilePaths.length; from += BATCH) {
            // Cleaning up would remove the artifacts of all other batches.
            const built = await next(context, rootFilePaths.slice(from, from + BATCH), { ...options, cleanupArtifacts: false });
            if (!(built instanceof Map)) return built;
          }
          return next(context, rootFilePaths, { ...options, force: false });
        },
      }),
    }),
  },
};
