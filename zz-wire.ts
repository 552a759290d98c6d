import { startWorker, call } from "./test/rig/worker.ts";
import { up } from "./test/rig/up.ts";
import { dana, tom } from "./test/rig/messages.ts";
import { openDesk, pair, signInToMail, preview, fullView, stopServiceWorker } from "./test/e2e/desk.ts";
import { mkdtempSync } from "node:fs";
const [worker, rig] = await Promise.all([startWorker(), up()]);
const shot = (n: string) => desk.page.screenshot({ path: `/tmp/wire/${n}.png` });
const desk = await openDesk(mkdtempSync("/tmp/wire/p"));
try {
  await call(worker, "POST", "/v1/customers", { kind: "company", name: "Harlow Marine", contact: { name: dana.name, addresses: [dana.address] } });
  await call(worker, "POST", "/v1/customers", { kind: "company", name: "Kestrel Foods", contact: { name: tom.name, addresses: [tom.address] } });
  desk.page.on("console", (m) => console.log("PAGE", m.text()));
  desk.context.serviceWorkers()[0]?.on("console", (m) => console.log("SW", m.text()));
  await pair(desk, worker, "rep@example.com", "Robin Vale");
  await signInToMail(desk.page, rig);


  await desk.page.waitForTimeout(1500);
  for (const k of ["stranger","spoofed","look-alike","free-stranger"]) { await preview(desk.page, k); for (let n=0;n<40;n++){ const x=await desk.overlay.text(); console.log(k, n, Date.now()%100000, JSON.stringify(x.slice(0,60)), JSON.stringify(x.slice(-40))); await desk.page.waitForTimeout(50); if (n>2 && /Not a customer/.test(x)) break; } }
  console.log(worker.log().split("\n").filter(l=>/POST/.test(l)).join("\n")); await shot("rc-x");
} catch (e) { console.log(e); await shot("rc-error"); } finally { await desk.context.close(); await worker.remove(); await rig.stop(); }
