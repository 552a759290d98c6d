import { defineConfig } from "@playwright/test";
export default defineConfig({ testDir: "test/extension/sync", outputDir: ".state/zz", workers: 1, reporter: "list", timeout: 60000 });
