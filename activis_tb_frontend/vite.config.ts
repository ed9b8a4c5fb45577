import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// Library mode would keep white space (60 instead of 42 kB), so the entry is a plain input whose exports are kept.
export default defineConfig({
  plugins: [svelte({ compilerOptions: { css: "injected" } })],
  build: {
    outDir: "../activis_tb/plugin/static",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: "src/entry/tensorboard.ts",
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "index.js", codeSplitting: false },
    },
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
});
