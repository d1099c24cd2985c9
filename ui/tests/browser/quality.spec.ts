import { violations } from './helpers'
import { expect, test } from './mockTest'

const PAGES: [string, (ids: { runs: Record<string, string>; pipelines: Record<string, string> }) => string][] = [
  ['runs', () => '#/runs'],
  ['run graph', ({ runs }) => `#/runs/details/${runs.succeeded}`],
  ['run with metrics', ({ runs }) => `#/runs/details/${runs.succeeded}?node=evaluate`],
  ['run with report', ({ runs }) => `#/runs/details/${runs.succeeded}?node=report`],
  ['failed step log', ({ runs }) => `#/runs/details/${runs.failed}?node=train-models/train-forest`],
  ['environment', ({ runs }) => `#/runs/details/${runs.failed}?node=train-models/train-forest&panel=environment&tab=steps`],
  ['loop', ({ runs }) => `#/runs/details/${runs.loop}?node=for-loop-1`],
  ['one of each construct', ({ runs }) => `#/runs/details/${runs.constructs}`],
  ['steps of each construct', ({ runs }) => `#/runs/details/${runs.constructs}?tab=steps`],
  ['iterations', ({ runs }) => `#/runs/details/${runs.huge}?at=for-each`],
  ['iteration', ({ runs }) => `#/runs/details/${runs.huge}?node=for-each[731]/score`],
  ['attempts', ({ runs }) => `#/runs/details/${runs.constructs}?node=train&panel=attempts`],
  ['cache of a step', ({ runs }) => `#/runs/details/${runs.constructs}?node=train&panel=cache`],
  ['artifacts of each type', ({ runs }) => `#/runs/details/${runs.constructs}?node=train&panel=values`],
  ['paused step', ({ runs }) => `#/runs/details/${runs.debug}?node=say-hello`],
  ['schedules', () => '#/recurringruns'],
  ['schedule', () => '#/recurringrun/details/nightly'],
  ['schedule with a problem', () => '#/recurringrun/details/broken'],
  ['new schedule', ({ pipelines }) => `#/runs/new?pipelineId=${pipelines['census-income']}&recurring=1`],
  ['cache', () => '#/cache'],
  ['secrets', () => '#/secrets'],
  ['config maps', () => '#/secrets?tab=configmaps'],
  ['volumes', () => '#/volumes'],
  ['storage', () => '#/storage'],
  ['compare', ({ runs }) => `#/compare?runlist=${runs.succeeded},${runs.other}`],
  ['details', ({ runs }) => `#/runs/details/${runs.succeeded}?tab=details`],
  ['pipelines', () => '#/pipelines'],
  ['pipeline', ({ pipelines }) => `#/pipelines/details/${pipelines['census-income']}?node=train-models/train-forest`],
  ['new run', ({ pipelines }) => `#/runs/new?pipelineId=${pipelines['census-income']}`],
  ['upload', () => '#/pipeline_versions/new'],
  ['experiments', () => '#/experiments'],
  ['not found', () => '#/nowhere'],
]

for (const theme of ['light', 'dark'] as const) {
  test.describe(`${theme} theme`, () => {
    test.use({ colorScheme: theme })
    for (const [name, hash] of PAGES) {
      test(`${name} has no accessibility faults`, async ({ app, page, ids }) => {
        await app.open(hash(ids))
        await expect(page.locator('.skeleton')).toHaveCount(0)
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
        expect(await violations(page)).toEqual([])
      })
    }
  })
}

test('the theme is chosen, kept and given back to the system', async ({ app, page }) => {
  await app.open('#/runs')
  const html = page.locator('html')
  await expect(html).toHaveAttribute('data-theme', 'light')
  await page.getByRole('button', { name: /^Theme: as the system/ }).click()
  await page.getByRole('button', { name: /^Theme: light/ }).click()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: /^Theme: dark/ }).click()
  await expect(html).toHaveAttribute('data-theme', 'light')
})

test('text of the server is never markup', async ({ app, page, mock, ids, complaints }) => {
  const trap = '<img src=x onerror="document.title=\'owned\'">'
  const versions = await page.request.get(`${mock.url}/apis/v2beta1/pipelines/${ids.pipelines['hello-world']}/versions`)
  const [version] = ((await versions.json()) as { pipeline_versions: { pipeline_version_id: string }[] }).pipeline_versions
  await page.request.post(`${mock.url}/apis/v2beta1/runs`, {
    data: { display_name: trap, pipeline_version_reference: { pipeline_version_id: version?.pipeline_version_id }, runtime_config: { parameters: { name: trap } } },
  })
  await app.open('#/runs')
  await app.runRow(trap).getByRole('link', { name: trap }).click()
  await expect(app.title).toHaveText(trap)
  await app.tab('Details').click()
  await expect(page.getByRole('row', { name: /name/ })).toContainText(trap)
  await mock.advance(3)
  await app.tab('Graph').click()
  await app.selectNode('say-hello')
  await app.panelTab('Logs').click()
  await expect(app.log).toContainText(trap)
  await expect(page).not.toHaveTitle('owned')
  await expect(page.locator('img')).toHaveCount(0)
  expect(complaints).toEqual([])
})

test('nothing is fetched from another host', async ({ app, page, mock, ids }) => {
  const hosts = new Set<string>()
  page.on('request', (request) => {
    if (request.url().startsWith('http')) hosts.add(new URL(request.url()).origin)
  })
  await app.open('#/runs')
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=report`)
  await expect(app.panel.locator('iframe')).toBeVisible()
  await app.open('#/pipelines')
  expect([...hosts]).toEqual([mock.url])
})

test('a lost connection is told, and mends itself', async ({ app, page, context, ids, mock }) => {
  await mock.advance(8)
  await app.open(`#/runs/details/${ids.runs.live}`)
  await app.live()
  await context.setOffline(true)
  await page.route('**/apis/**', (route) => route.abort())
  await mock.post('drop')
  await expect(page.locator('.page-head [data-freshness]')).not.toHaveText('Live')
  await mock.advance(20)
  await page.unroute('**/apis/**')
  await context.setOffline(false)
  await expect(app.runState).toHaveText('Failed')
})

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  test('lists, run and panel fit', async ({ app, page, ids }) => {
    for (const hash of ['#/runs', `#/runs/details/${ids.runs.failed}`, `#/runs/details/${ids.runs.failed}?node=train-models/train-forest`, '#/pipelines']) {
      await app.open(hash)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, hash).toBeLessThanOrEqual(0)
    }
  })
})
