export default { testDir: ".", testMatch: "*.spec.ts", workers: 1, reporter: "line", outputDir: "/tmp/pw-results", timeout: 20000 };
