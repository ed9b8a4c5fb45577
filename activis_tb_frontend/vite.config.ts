import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** What is built in a mode; the program that draws figures without a browser shares the page's folder. */
const BUILDS = {
  page: { input: "src/entry/tensorboard.ts", file: "index.js" },
  export: { input: "src/entry/export.ts", file: "export.mjs" },
};

// Library mode would keep white space (60 instead of 42 kB), so the entry is a plain input whose exports are kept.
export default defineConfig(({ mode }) => {
  const { input, file } = mode === "export" ? BUILDS.export : BUILDS.page;
  return {
    plugins: [svelte({ compilerOptions: { css: "injected" } })],
    build: {
      outDir: "../activis_tb/plugin/static",
      emptyOutDir: mode !== "export",
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input,
        preserveEntrySignatures: "strict",
        output: { entryFileNames: file, codeSplitting: false },
      },
    },
    test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
  };
});
