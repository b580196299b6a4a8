import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/",
      "artifacts/",
      "cache/",
      "types/",
      "coverage/",
      "**/generated/",
      ".demo/",
      "indexer/.ponder/",
      "indexer/ponder-env.d.ts",
      // AssemblyScript: typed by its own compiler.
      "gateway/assembly/",
      "sdk/assembly/",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // What Node's own type stripping could not run; generated TypeChain types are the exception.
      "no-restricted-syntax": ["error", "TSEnumDeclaration", "TSParameterProperty", "TSModuleDeclaration[kind='namespace']"],
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
    },
  },
  {
    // chai's assertions are property reads, and mocha's callbacks may be async.
    files: ["**/*.test.ts"],
    rules: {
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  { files: ["**/*.mjs", "**/*.js"], languageOptions: { globals: { process: "readonly", console: "readonly" } } },
  {
    // Forge starts this as a compiler, so it must be CommonJS without a loader.
    files: ["**/*.cjs"],
    languageOptions: { sourceType: "commonjs", globals: { process: "readonly", __dirname: "readonly" } },
  },
);
