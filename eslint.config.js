import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const rooms = "lab|report|run|plan|inventory|load|schema|language|connection|module|cli";

export default defineConfig(
  { ignores: ["bundle.mjs", "precompile.mjs", "warm.mjs", "dist", "node_modules", "test/application", "test/stand-ins"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["eslint.config.js"] }, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "complexity": ["error", 10],
      "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      "no-console": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "no-restricted-imports": ["error", { patterns: [{ regex: `^\\.\\./.*(${rooms})/`, message: "Cross into another room as #engine/room/file.js; stay inside one with ./" }] }],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unused-expressions": "off",
      "max-lines-per-function": "off",
    },
  },
);
