import { defineConfig } from '@playwright/test'
import { chromiumPath } from './tests/browser/chromium'
import { NAMES_OF_OTHERS } from './tests/server/hostile'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

// Attackers' names lead to this machine, and the browser's own guard of local addresses is off: the server's is tested.
const OTHERS = [`--host-resolver-rules=${NAMES_OF_OTHERS.map((name) => `MAP ${name} 127.0.0.1`).join(',')}`, '--disable-features=LocalNetworkAccessChecks']

const launch = (...more: string[]) => ({ executablePath: chromiumPath(), args: [...ARGUMENTS, ...more] })

// "mock": the pages against the mock of mock/. "server": the pages, and hostile ones, against a real server.
export default defineConfig({
  timeout: 30_000,
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  reporter: [['list']],
  globalSetup: './tests/browser/globalSetup.ts',
  projects: [
    { name: 'mock', testDir: 'tests/browser', use: { launchOptions: launch() } },
    { name: 'server', testDir: 'tests/server', expect: { timeout: 15_000 }, use: { launchOptions: launch(...OTHERS) } },
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
  },
})
