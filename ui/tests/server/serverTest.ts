import { base, expect, Penstock } from '../browser/helpers'
import { Api } from './api'
import { PenstockProcess } from './penstockProcess'

interface Worker {
  server: PenstockProcess
}

interface Fixtures {
  guard: void
  api: Api
  app: Penstock
}

/** A test against one real server, which all tests of a worker share: names of runs and pipelines are their own. */
export const test = base.extend<Fixtures, Worker>({
  guard: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this pattern
    async ({}, use, info) => {
      info.skip(process.env.PENSTOCK_SKIP_BROWSER === 'true', 'Chromium is not installed')
      await use()
    },
    { auto: true },
  ],
  server: [
    // oxlint-disable-next-line no-empty-pattern -- see above
    async ({}, use) => {
      const server = await PenstockProcess.start()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  api: async ({ server }, use) => use(new Api(server.url, server.folder)),
  app: async ({ page, server }, use) => {
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text())
    })
    await use(new Penstock(page, server.url))
    expect(complaints, 'errors of the page and violations of its security policy').toEqual([])
  },
})

export { expect }
