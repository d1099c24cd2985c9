// Pictures of the main pages against the mock, light and dark, for looking at. Output: screenshots/.

import { mkdirSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { startMock } from '../mock/server.mjs'

const out = new URL('../screenshots/', import.meta.url).pathname
mkdirSync(out, { recursive: true })
const only = process.argv[2]
const width = Number(process.argv[3] ?? 1440)

const mock = await startMock({ manual: true })
const post = (path) => fetch(`${mock.url}${path}`, { method: 'POST' })
await post('/mock/advance?beats=14')
const { runs, pipelines } = await (await fetch(`${mock.url}/mock/ids`)).json()

const FOREST = 'train-models/train-forest'
const SHOTS = {
  runs: '#/runs',
  'run-live': `#/runs/details/${runs.live}`,
  'run-live-log': `#/runs/details/${runs.live}?node=${FOREST}&panel=logs`,
  'run-failed': `#/runs/details/${runs.failed}?node=${FOREST}`,
  'run-failed-env': `#/runs/details/${runs.failed}?node=${FOREST}&panel=environment&tab=steps`,
  'run-metrics': `#/runs/details/${runs.succeeded}?node=evaluate`,
  'run-report': `#/runs/details/${runs.succeeded}?node=report`,
  'run-steps': `#/runs/details/${runs.succeeded}?tab=steps`,
  'run-details': `#/runs/details/${runs.succeeded}?tab=details`,
  'run-loop': `#/runs/details/${runs.loop}?node=for-loop-1`,
  'run-constructs': `#/runs/details/${runs.constructs}`,
  'run-steps-constructs': `#/runs/details/${runs.constructs}?tab=steps`,
  'run-attempts': `#/runs/details/${runs.constructs}?node=train&panel=attempts`,
  'run-cache': `#/runs/details/${runs.constructs}?node=train&panel=cache`,
  'run-environment': `#/runs/details/${runs.constructs}?node=train&panel=environment`,
  'run-artifacts': `#/runs/details/${runs.constructs}?node=train&panel=values`,
  'run-hit': `#/runs/details/${runs.constructs}?node=prepare&panel=cache`,
  'run-huge': `#/runs/details/${runs.huge}`,
  'run-iterations': `#/runs/details/${runs.huge}?at=for-each`,
  'run-failed-iterations': `#/runs/details/${runs.huge}?at=for-each&show=FAILED`,
  'run-iteration': `#/runs/details/${runs.huge}?node=for-each[731]/score`,
  'run-nested': `#/runs/details/${runs.constructs}?at=each-region[1]/each-shop`,
  'run-debug': `#/runs/details/${runs.debug}?node=say-hello`,
  cache: '#/cache',
  secrets: '#/secrets',
  configmaps: '#/secrets?tab=configmaps',
  volumes: '#/volumes',
  storage: '#/storage',
  compare: `#/compare?runlist=${runs.succeeded},${runs.other},${runs.failed}`,
  'run-thousand': `#/runs/details/${runs.thousand}`,
  pipelines: '#/pipelines',
  pipeline: `#/pipelines/details/${pipelines['census-income']}?node=train-models/train-forest`,
  'new-run': `#/runs/new?pipelineId=${pipelines['census-income']}`,
  upload: '#/pipeline_versions/new',
  experiments: '#/experiments',
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
for (const colorScheme of ['light', 'dark']) {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } })
  page.on('console', (message) => message.type() === 'error' && console.log(`${colorScheme} console: ${message.text()}`))
  page.on('pageerror', (error) => console.log(`${colorScheme} error: ${error.message}`))
  for (const [name, hash] of Object.entries(SHOTS)) {
    if (only && !name.startsWith(only)) continue
    await page.goto(`${mock.url}/${hash}`)
    await page.waitForLoadState('load')
    await page.locator('h1').waitFor()
    await page.waitForTimeout(700)
    await page.screenshot({ path: `${out}${name}-${colorScheme}.png` })
  }
  await page.close()
}
await browser.close()
mock.stop()
console.log(`Pictures in ${out}`)
process.exit(0)
