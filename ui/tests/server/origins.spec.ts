import type { Page } from '@playwright/test'
import type { Api } from './api'
import { single } from './documents'
import { attack, carelessServer, hostileSite, type Aim, type Outcome, type Site } from './hostile'
import { expect, test } from './serverTest'

const FAILED: Outcome = {
  send: 'blocked',
  read: 'blocked',
  script: 'blocked',
  data: 'blocked',
  image: 'blocked',
  events: 'blocked',
  frame: 'blocked',
  remove: 'blocked',
}

let hostile: Site
test.beforeAll(async () => {
  hostile = await hostileSite()
})
test.afterAll(() => hostile.stop())

async function aimAt(api: Api, target: string): Promise<Aim> {
  const { experiment_id } = await api.post<{ experiment_id: string }>('/apis/v2beta1/experiments', { display_name: `victim of ${test.info().title}` })
  return { target, victim: experiment_id, document: JSON.stringify(single('planted', 'echo planted')) }
}

/** The address of the page in the frame that the attack left, once it is loaded or refused. */
function embedded(page: Page): string | undefined {
  return page.frames().find((frame) => frame.name() === 'embedded')?.url()
}

const PAGES: { of: string; open: (page: Page, port: number) => Promise<unknown>; target: (port: number) => string }[] = [
  {
    of: 'another port of this machine',
    open: (page, port) => page.goto(`http://127.0.0.1:${port}/`),
    target: (port) => `http://127.0.0.1:${port}`,
  },
  {
    of: 'another site',
    open: (page, port) => page.goto(`http://hostile.example:${port}/`),
    target: (port) => `http://localhost:${port}`,
  },
  {
    of: 'a sandbox without an origin',
    open: (page, port) => page.goto(`http://hostile.example:${port}/sandbox`),
    target: (port) => `http://localhost:${port}`,
  },
]

for (const { of, open, target } of PAGES) {
  test(`a page of ${of} changes nothing and reads nothing`, async ({ page, server, api }) => {
    const aim = await aimAt(api, target(Number(new URL(server.url).port)))
    const before = await api.contents()
    await open(page, hostile.port)
    const attacker = page.frame({ name: 'inner' }) ?? page
    expect(await attacker.evaluate(attack, aim)).toEqual(FAILED)
    expect(embedded(page)).toBe('chrome-error://chromewebdata/')
    expect(await api.contents()).toBe(before)
  })
}

test('a page whose name was bound anew to this machine is not answered', async ({ page, server, api }) => {
  const origin = `http://rebound.example:${new URL(server.url).port}`
  const aim = await aimAt(api, origin)
  const before = await api.contents()
  // The attacker's own machine served the page; since then the name leads here.
  await page.route(`${origin}/page`, (route) => route.fulfill({ contentType: 'text/html', body: '<body>' }))
  await page.goto(`${origin}/page`)
  // To the browser it is one origin, so the refusals can be read; they hold nothing but the name.
  expect(await page.evaluate(attack, aim)).toEqual({ ...FAILED, send: 'refused 421', read: 'refused 421', remove: 'refused 421' })
  expect(await page.frame({ name: 'embedded' })?.locator('body').innerText()).toContain('does not answer as')
  expect(await api.contents()).toBe(before)
})

test('our own page may do all of it', async ({ page, server, api }) => {
  const aim = await aimAt(api, server.url)
  await page.goto(server.url)
  // Data is no script, whoever asks.
  const everything = Object.fromEntries(Object.keys(FAILED).map((attempt) => [attempt, attempt === 'data' ? 'blocked' : 'ok']))
  expect(await page.evaluate(attack, aim)).toEqual(everything)
  const after = await api.contents()
  for (const name of ['by fetch', 'by blind fetch', 'planted']) expect(after).toContain(`${name} `)
  // Our pages send no referrer, so a form of theirs has the origin null. They have none.
  expect(after).not.toContain('by form ')
  expect(after).not.toContain(aim.victim)
})

test('the same attack succeeds where nothing stops it', async ({ page, api }) => {
  const careless = await carelessServer()
  const aim = await aimAt(api, `http://localhost:${careless.port}`)
  await page.goto(`http://hostile.example:${hostile.port}/`)
  const everything = Object.fromEntries(Object.keys(FAILED).map((attempt) => [attempt, attempt === 'frame' ? 'blocked' : 'ok']))
  // What a frame of another origin holds cannot be read, but it is shown.
  expect(await page.evaluate(attack, aim)).toEqual(everything)
  expect(embedded(page)).toBe(`${aim.target}/`)
  const posts = careless.asked.filter((one) => one.startsWith('POST '))
  expect(posts).toEqual([
    'POST /apis/v2beta1/experiments',
    'POST /apis/v2beta1/experiments',
    'POST /apis/v2beta1/pipelines/upload?name=planted',
    'POST /apis/penstock/v1/runs',
    'POST /apis/v2beta1/experiments',
  ])
  expect(careless.asked).toContain(`DELETE /apis/v2beta1/experiments/${aim.victim}`)
  careless.stop()
})
