import { startMock } from '../../mock/server.mjs'
import { base, expect, Penstock } from './helpers'

interface Ids {
  runs: Record<'live' | 'succeeded' | 'failed' | 'loop' | 'thousand' | 'constructs' | 'huge' | 'debug' | 'other', string>
  pipelines: Record<string, string>
  experiments: string[]
}

/** The MOCK server: it plays scripted runs and runs nothing. Time stands still until `advance`. */
export class Mock {
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  async post(path: string): Promise<void> {
    await fetch(`${this.url}/mock/${path}`, { method: 'POST' })
  }

  advance(beats = 1): Promise<void> {
    return this.post(`advance?beats=${beats}`)
  }

  async ids(): Promise<Ids> {
    return (await (await fetch(`${this.url}/mock/ids`)).json()) as Ids
  }
}

interface Fixtures {
  guard: void
  mock: Mock
  ids: Ids
  app: Penstock
  /** Whatever the browser complained about. */
  complaints: string[]
}

/** A test against a mock of its own, fresh for each test. */
export const test = base.extend<Fixtures>({
  guard: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this pattern
    async ({}, use, info) => {
      info.skip(process.env.PENSTOCK_SKIP_BROWSER === 'true', 'Chromium is not installed')
      await use()
    },
    { auto: true },
  ],
  // oxlint-disable-next-line no-empty-pattern -- see above
  mock: async ({}, use) => {
    const server = await startMock({ manual: true })
    await use(new Mock(server.url))
    server.stop()
  },
  ids: async ({ mock }, use) => use(await mock.ids()),
  app: async ({ page, mock }, use) => {
    const forbidden: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) forbidden.push(message.text())
    })
    await use(new Penstock(page, mock.url))
    expect(forbidden, 'violations of the content security policy').toEqual([])
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await use(complaints)
  },
})

export { expect }
