import { expect, test } from './mockTest'

const FOREST = 'train-models/train-forest'

test('the graph follows a live run from pending to its failure', async ({ app, mock, ids, complaints }) => {
  await app.open(`#/runs/details/${ids.runs.live}`)
  await app.live()
  await expect(app.runState).toHaveText('Pending')
  await mock.advance(2)
  await expect(app.runState).toHaveText('Running')
  await expect(app.node('download-data')).toContainText('Running')
  await mock.advance(1)
  await expect(app.node('download-data')).toContainText('Succeeded')
  await app.node('train-models').getByRole('button', { name: 'Open train-models' }).click()
  await mock.advance(5)
  await expect(app.node(FOREST)).toContainText('Running')
  await mock.advance(20)
  await expect(app.runState).toHaveText('Failed')
  await expect(app.node(FOREST)).toContainText('Failed')
  await expect(app.node('evaluate')).toContainText('Skipped')
  await expect(app.page.locator('.page-head [data-freshness]')).toHaveText('Finished')
  expect(complaints).toEqual([])
})

test('a closed scope tells how far its inside is, and closes again', async ({ app, mock, ids }) => {
  await mock.advance(14)
  await app.open(`#/runs/details/${ids.runs.live}`)
  await expect(app.node('train-models')).toContainText('1 of 5 done')
  await app.node('train-models').getByRole('button', { name: 'Open train-models' }).click()
  await expect(app.node(FOREST)).toBeVisible()
  await app.node('train-models').getByRole('button', { name: 'Close train-models' }).click()
  await expect(app.node(FOREST)).toHaveCount(0)
})

test('the error of the run leads to the failed step and its log', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.failed}`)
  await page.getByRole('button', { name: 'Open step' }).click()
  await expect(page).toHaveURL(/node=train-models\/train-forest/)
  await expect(app.panel.getByRole('heading', { level: 2 })).toHaveText('train-forest')
  await expect(app.panel.getByRole('alert')).toContainText('Fill or drop missing values')
  await expect(app.log).toContainText('ValueError: Input X contains NaN.')
  await page.keyboard.press('Escape')
  await expect(app.panel).toHaveCount(0)
})

test('a link with a node opens scopes and panel by itself', async ({ app, ids }) => {
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=train-models/tune-boosting/boost`)
  await expect(app.node('train-models/tune-boosting/boost')).toHaveClass(/selected/)
  await expect(app.panel.getByRole('heading', { level: 2 })).toHaveText('boost')
})

test('the log follows a running step line by line, and stops with it', async ({ app, mock, ids }) => {
  await mock.advance(8)
  await app.open(`#/runs/details/${ids.runs.live}?node=${FOREST}&panel=logs`)
  await expect(app.log).toContainText('reading minio://')
  await expect(app.log).not.toContainText('epoch 29')
  await mock.advance(4)
  await expect(app.log).toContainText('epoch 29')
  await expect(app.page.locator('.log')).toHaveAttribute('data-status', 'following')
  await expect(app.log.locator('.ansi-green').first()).toBeVisible()
})

test('each attempt keeps its own log and error', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=${FOREST}&panel=logs`)
  await expect(app.log).toContainText('done')
  await app.panel.getByLabel('Attempt shown').selectOption('1')
  await expect(page).toHaveURL(/attempt=1/)
  await expect(app.log).toContainText('ValueError')
  await expect(app.panel.getByRole('alert')).toContainText('Input X contains NaN')
})

test('the log is searched with keys and marks what it finds', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=train-models/tune-boosting/boost&panel=logs`)
  await expect(app.log).toContainText('done')
  await page.keyboard.press('/')
  await page.keyboard.type('epoch  77')
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  await expect(app.log.locator('mark')).toHaveText('epoch  77')
  await expect(app.log.locator('mark')).toBeInViewport()
})

test('metrics are a table to sort, and charts', async ({ app, ids }) => {
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=evaluate`)
  await expect(app.panel.locator('.metric', { hasText: 'accuracy' })).toContainText('0.87161')
  await expect(app.panel.getByRole('table', { name: /Confusion matrix/ })).toContainText('6,951')
  await expect(app.panel.getByRole('img', { name: /ROC curve with 26 points/ })).toBeVisible()
})

test('markdown and HTML of a step are shown and can run nothing', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=report`)
  await expect(app.panel.getByRole('heading', { name: 'Census income: model report' })).toBeVisible()
  await expect(app.panel.getByText('a trap')).toBeVisible()
  await expect(app.panel.getByRole('link', { name: 'a trap' })).toHaveCount(0)
  const frame = app.panel.locator('iframe')
  await expect(frame).toHaveAttribute('sandbox', '')
  await expect(frame.contentFrame().getByText('Feature importance')).toBeVisible()
  await expect(frame.contentFrame().getByText('script ran')).toHaveCount(0)
  await expect(page).toHaveTitle(/census-income nightly/)
})

test('data is previewed as what it is', async ({ app, ids }) => {
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=download-data`)
  await app.panel.locator('[data-artifact=dataset]').getByRole('button', { name: 'Preview' }).click()
  await expect(app.panel.getByRole('cell', { name: 'HS-grad, evening' })).toBeVisible()
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=profile`)
  await app.panel.locator('[data-artifact=picture]').getByRole('button', { name: 'Preview' }).click()
  await expect(app.panel.getByRole('img', { name: 'Artifact picture' })).toBeVisible()
  await app.panel.locator('[data-artifact=notes]').getByRole('button', { name: 'Preview' }).click()
  await expect(app.panel.getByText('line two <b>not bold</b>').first()).toBeVisible()
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=train-models/train-logistic`)
  await app.panel.locator('[data-artifact=model]').getByRole('button', { name: 'Preview' }).click()
  await expect(app.panel.getByRole('button', { name: 'model.joblib' })).toBeVisible()
})

test('secrets stay masked in the environment', async ({ app, ids }) => {
  await app.open(`#/runs/details/${ids.runs.failed}?node=${FOREST}&panel=environment`)
  await expect(app.panel.getByRole('row', { name: /HF_TOKEN/ })).toContainText('••••')
  await expect(app.panel.getByRole('row', { name: /OMP_NUM_THREADS/ })).toContainText('4')
})

test('a loop shows one iteration at a time', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.loop}`)
  await expect(app.node('for-loop-1')).toContainText('5 of 5')
  await page.getByRole('button', { name: 'Iterations of for each learning rate' }).click()
  await page.getByRole('button', { name: /#3.*Succeeded/ }).click()
  await expect(app.node('train')).toContainText('32 s')
  await app.selectNode('train')
  await expect(page).toHaveURL(/node=for-loop-1%5B3%5D\/train/)
  await page.getByRole('button', { name: 'Next iteration' }).click()
  await expect(app.node('train')).toContainText('34 s')
  await expect(page.getByRole('button', { name: 'Next iteration' })).toBeDisabled()
})

test('the list of steps is the graph’s twin', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.failed}?tab=steps`)
  await expect(app.stepRow(FOREST)).toContainText('Failed')
  await page.getByRole('group', { name: 'Filter by state' }).getByRole('button', { name: 'Skipped' }).click()
  await expect(app.stepRow('evaluate')).toBeVisible()
  await expect(app.stepRow('validate')).toHaveCount(0)
  await app.stepRow('evaluate').getByRole('button', { name: 'evaluate' }).click()
  await expect(app.panel).toContainText('train-models failed, and this step needs it.')
})

test('a run is canceled after a question', async ({ app, page, mock, ids }) => {
  await mock.advance(8)
  await app.open(`#/runs/details/${ids.runs.live}`)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click()
  await expect(app.runState).toHaveText('Canceled')
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toHaveCount(0)
})

test('a thousand steps stay usable', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.thousand}`)
  await expect(page.locator('.graph-edges .dot.tone-failed')).toHaveCount(1)
  await expect(page.getByText('620 succeeded')).toBeVisible()
  const frames = await page.evaluate(async () => {
    const frame = document.querySelector('.graph-frame') as HTMLElement
    const start = performance.now()
    for (let i = 0; i < 60; i++) {
      frame.dispatchEvent(new WheelEvent('wheel', { deltaX: 12, deltaY: i % 2 === 0 ? 7 : -7, bubbles: true, cancelable: true }))
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    return (60 / (performance.now() - start)) * 1000
  })
  test.info().annotations.push({ type: 'pan', description: `${Math.round(frames)} frames/s` })
  expect(frames).toBeGreaterThan(10)
  await app.tab('Steps').click()
  await page.getByRole('searchbox', { name: 'Search steps' }).fill('shard-314')
  await page.getByRole('button', { name: 'shard-314' }).click()
  await expect(app.panel.getByRole('alert')).toContainText('exit code 3')
  await app.tab('Graph').click()
  await expect(app.node('shard-314')).toBeInViewport()
})

test('a run that is not there says so', async ({ app, page }) => {
  await app.open('#/runs/details/00000000-0000-4000-8000-000000000000')
  await expect(page.getByText('This run is not on this server')).toBeVisible()
})

test('KFP’s link to an execution selects its step', async ({ app, page, mock, ids }) => {
  const answer = await page.request.get(`${mock.url}/apis/penstock/v1/runs/${ids.runs.failed}/tasks`)
  const { tasks } = (await answer.json()) as { tasks: { task_id: string; path: string }[] }
  const forest = tasks.find((task) => task.path === FOREST)
  await app.open(`#/runs/details/${ids.runs.failed}/execution/${forest?.task_id}`)
  await expect(app.panel.getByRole('heading', { level: 2 })).toHaveText('train-forest')
})

test('an archived run says so and comes back', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.succeeded}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await expect(app.title).toHaveText('Runs')
  await expect(app.runRow('census-income nightly')).toHaveCount(0)
  await page.getByRole('link', { name: 'Archive' }).click()
  await app.runRow('census-income nightly').getByRole('link', { name: 'census-income nightly' }).click()
  await expect(page.getByText('archived', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Restore' }).click()
  await expect(app.runRow('census-income nightly')).toBeVisible()
})
