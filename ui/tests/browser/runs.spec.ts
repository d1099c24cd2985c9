import { expect, test } from './mockTest'

test('lists runs newest first, with state in words', async ({ app, page }) => {
  await app.open('#/runs')
  await expect(page.getByTestId('table-row')).toHaveCount(50)
  await expect(page.getByTestId('table-row').first()).toContainText('census-income live')
  await expect(app.runRow('census-income with forest')).toContainText('Failed')
  await expect(app.runRow('flowers over 5')).toContainText('1 min 02 s')
})

test('shows a cancelled run as canceled although KFP says failed', async ({ app }) => {
  await app.open('#/runs')
  await expect(app.runRow('hello, stopped early')).toContainText('Canceled')
})

test('a row follows its run without reloading', async ({ app, mock }) => {
  await app.open('#/runs')
  await app.live()
  await expect(app.runRow('census-income live')).toContainText('Pending')
  await mock.advance()
  await expect(app.runRow('census-income live')).toContainText('Running')
  await mock.advance(30)
  await expect(app.runRow('census-income live')).toContainText('Failed')
})

test('a new run appears by itself, but waits behind a bar while someone points at the list', async ({ app, page, mock, ids }) => {
  const start = (name: string) =>
    page.request.post(`${mock.url}/apis/v2beta1/runs`, {
      data: { display_name: name, pipeline_version_reference: { pipeline_id: ids.pipelines['hello-world'], pipeline_version_id: versionId }, runtime_config: { parameters: { name: 'x' } } },
    })
  const answer = await page.request.get(`${mock.url}/apis/v2beta1/pipelines/${ids.pipelines['hello-world']}/versions`)
  const versionId = ((await answer.json()) as { pipeline_versions: { pipeline_version_id: string }[] }).pipeline_versions[0]?.pipeline_version_id
  await app.open('#/runs')
  await app.live()
  await start('first of all')
  await expect(app.runRow('first of all')).toBeVisible()
  await app.runRow('census-income live').hover()
  await start('second of all')
  await page.getByRole('button', { name: '1 new run' }).click()
  await expect(app.runRow('second of all')).toBeVisible()
})

test('searches, filters by state and keeps both in the address', async ({ app, page }) => {
  await app.open('#/runs')
  await page.keyboard.press('/')
  await page.keyboard.type('census')
  await expect(app.runRow('flowers-97')).toHaveCount(0)
  await page.getByRole('button', { name: 'Failed' }).click()
  await expect(page).toHaveURL(/q=census&state=FAILED/)
  await expect(app.runRow('census-income with forest')).toBeVisible()
  await page.reload()
  await expect(app.runRow('census-income with forest')).toBeVisible()
  await expect(app.runRow('census-income nightly')).toHaveCount(0)
})

test('a search with percent and plus reaches the server as typed', async ({ app, page }) => {
  await app.open('#/runs')
  await page.getByRole('searchbox').fill('50%+1')
  await expect(page.getByText('No run matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(page.getByTestId('table-row')).toHaveCount(50)
})

test('pages to older runs and back', async ({ app, page }) => {
  await app.open('#/runs')
  await page.getByRole('button', { name: 'Older' }).click()
  await expect(page.getByText('51–74 of 74')).toBeVisible()
  await page.getByRole('button', { name: 'Newer' }).click()
  await expect(page.getByText('1–50 of 74')).toBeVisible()
})

test('walks the list and opens a run with keys alone', async ({ app, page }) => {
  await app.open('#/runs')
  await expect(page.getByTestId('table-row').first()).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(app.title).toHaveText('census-income live')
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(app.title).toHaveText('Pipelines')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('an empty list shows the code to copy, with this server in it', async ({ app, page, mock }) => {
  await mock.post('reset?empty=true')
  await app.open('#/runs')
  await expect(page.getByText('No runs yet')).toBeVisible()
  await expect(page.locator('.snippet')).toContainText(`Client(host="${mock.url}")`)
})

test('the experiment link of the SDK shows that experiment’s runs', async ({ app, page }) => {
  await app.open('#/experiments/details/exp-tuning')
  await expect(app.title).toHaveText('tuning')
  await expect(app.runRow('flowers over 5')).toBeVisible()
  await expect(app.runRow('census-income nightly')).toHaveCount(0)
  await expect(page.getByText('17 runs')).toBeVisible()
})
