import { expect, test } from './mockTest'

test('a loop of a hundred thousand opens at once, jumps and filters', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.huge}`)
  await expect(app.node('for-each')).toContainText('126 failed · 91,408 of 100,000')
  const start = Date.now()
  await page.getByRole('button', { name: 'Iterations of for each item' }).click()
  await expect(page.getByRole('button', { name: /^#1 / })).toBeVisible()
  expect(Date.now() - start).toBeLessThan(1500)
  expect(await page.locator('.iteration').count()).toBeLessThan(80)
  await page.getByLabel('Index of the iteration to go to').fill('91000')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-path="for-each[91000]"]')).toBeInViewport()
  await page.getByRole('group', { name: 'Which iterations' }).getByRole('button', { name: /Failed/ }).click()
  await expect(page).toHaveURL(/show=FAILED/)
  await page.locator('[data-path="for-each[731]"]').click()
  await expect(app.node('score')).toContainText('Failed')
  await app.selectNode('score')
  await expect(app.panel.getByRole('alert')).toContainText('item 731 has no label')
  await page.getByRole('navigation', { name: 'Place in the run' }).getByRole('button', { name: 'for each item' }).click()
  await expect(page.getByRole('button', { name: /^#0 / })).toBeVisible()
  await page.getByRole('navigation', { name: 'Place in the run' }).getByRole('button', { name: 'Run' }).click()
  await expect(app.node('list-items')).toBeVisible()
})

test('scrolling a hundred thousand iterations stays smooth and reads only what is shown', async ({ app, page, ids }) => {
  let reads = 0
  page.on('request', (request) => {
    if (request.url().includes('parent=for-each')) reads++
  })
  await app.open(`#/runs/details/${ids.runs.huge}?at=for-each`)
  await expect(page.getByRole('button', { name: /^#1 / })).toBeVisible()
  const frames = await page.evaluate(async () => {
    const frame = document.querySelector('.iterations-scroll') as HTMLElement
    const start = performance.now()
    for (let i = 1; i <= 60; i++) {
      frame.scrollTop = (frame.scrollHeight / 60) * i
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    return (60 / (performance.now() - start)) * 1000
  })
  test.info().annotations.push({ type: 'scroll', description: `${Math.round(frames)} frames/s, ${reads} reads` })
  expect(frames).toBeGreaterThan(20)
  expect(reads).toBeLessThan(130)
  // Beyond the iterations that have begun there is nothing yet.
  await expect(page.locator('.waiting-row').last()).toHaveText('#99999')
})

test('the keyboard alone goes into an iteration and back', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.loop}?at=for-loop-1`)
  await expect(page.getByRole('button', { name: /^#0 / })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Place in the run' })).toContainText('#1')
  await expect(app.node('train')).toContainText('28 s')
  await page.goBack()
  await expect(page.getByRole('button', { name: /^#0 / })).toBeVisible()
})

test('loops nest, and each place has an address', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.constructs}?node=each-region[1]/each-shop[0]/tell`)
  const way = page.getByRole('navigation', { name: 'Place in the run' })
  await expect(way).toContainText('for each region')
  await expect(way).toContainText('for each shop')
  await expect(app.panel.getByRole('heading', { level: 2 })).toHaveText('tell')
  await way.getByRole('button', { name: '#1' }).click()
  await expect(app.node('each-shop')).toContainText('2 of 2')
})

test('a loop over a single step opens each iteration as that step', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.constructs}?at=each-file`)
  await page.getByRole('button', { name: /^#1 .*Failed/ }).click()
  await expect(app.panel.getByRole('heading', { level: 2 })).toHaveText('#1')
  await expect(app.log).toContainText('ValueError')
  await app.panel.getByText('Open a shell in this step').click()
  await expect(app.panel.getByLabel('shell command', { exact: true })).toHaveText(`penstock shell ${ids.runs.constructs} 'each-file[1]'`)
  await expect(page.getByRole('button', { name: /^#0 / })).toBeVisible()
})

test('the failed iterations of a loop are one click away', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.constructs}`)
  await page.getByRole('button', { name: 'Show failed iterations' }).click()
  await expect(page).toHaveURL(/at=each-file.*show=FAILED/)
  await expect(page.locator('.iteration')).toHaveCount(1)
  await expect(page.locator('.iteration')).toContainText('The file is empty.')
})

test('branches tell whether they were taken, and why', async ({ app, ids }) => {
  await app.open(`#/runs/details/${ids.runs.constructs}`)
  await expect(app.node('if-good')).toContainText('Taken · train-accuracy >= 0.8')
  await expect(app.node('else-bad')).toContainText('Skipped · train-accuracy < 0.8')
  await expect(app.node('clean-up')).toContainText('runs at the end')
  await expect(app.node('prepare')).toContainText('cached')
  await expect(app.node('train')).toContainText('2 retries')
  await app.selectNode('else-bad')
  await expect(app.panel).toContainText('Not taken: runs if train-accuracy < 0.8')
  await expect(app.panel).toContainText('train-accuracy is 0.8716')
})

test('a run is paused, resumed and retried', async ({ app, page, mock, ids }) => {
  await mock.advance(8)
  await app.open(`#/runs/details/${ids.runs.live}`)
  await app.live()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(app.runState).toHaveText('Paused')
  await expect(page.getByText('nothing new starts until it is resumed')).toBeVisible()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(app.runState).toHaveText('Running')
  await app.open(`#/runs/details/${ids.runs.failed}`)
  await page.getByRole('button', { name: 'Retry', exact: true }).click()
  await expect(page.getByText('The run goes on from what failed.')).toBeVisible()
})

test('a step paused for debugging shows its shell and is let go', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.debug}?node=say-hello`)
  await expect(app.panel).toContainText('This step is paused')
  await expect(app.panel).toContainText('Its program failed, and all it left behind is kept')
  await expect(app.panel.getByLabel('shell command', { exact: true })).toHaveText(`penstock shell ${ids.runs.debug} say-hello`)
  await page.getByRole('button', { name: 'Resume step' }).click()
  await expect(app.panel.locator('.state-badge')).toHaveText('Running')
})

test('a failed step says how to open a shell in it', async ({ app, ids }) => {
  await app.open(`#/runs/details/${ids.runs.failed}?node=train-models/train-forest`)
  await app.panel.getByText('Open a shell in this step').click()
  await expect(app.panel.getByLabel('shell command', { exact: true })).toHaveText(`penstock shell ${ids.runs.failed} train-models/train-forest`)
})

test('a re-run shows what it would do before it starts', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.failed}`)
  await page.getByRole('button', { name: 'Re-run…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('.rerun-summary')).toHaveText('4 to run · 3 reused')
  await dialog.getByRole('checkbox', { name: 'validate' }).check()
  await expect(dialog.getByRole('row', { name: /validate/ }).first()).toContainText('chosen')
  await expect(dialog.locator('[data-path=profile]')).toHaveAttribute('data-action', 'REUSE')
  await dialog.getByLabel('rows').fill('many')
  await expect(dialog.getByText('“many” is not a whole number.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Start the re-run' })).toBeDisabled()
  await dialog.getByLabel('rows').fill('500')
  await expect(dialog.locator('[data-path=download-data]')).toContainText('parameter rows is another')
  await dialog.getByRole('button', { name: 'Start the re-run' }).click()
  await expect(app.title).toHaveText('census-income with forest re-run')
  await expect(page.getByRole('link', { name: 're-run of an earlier run' })).toBeVisible()
  await app.tab('Details').click()
  await expect(page.getByRole('row', { name: /rows/ })).toContainText('500')
})

test('a step says why the cache did not help, and whose outputs it took', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.constructs}?node=train&panel=cache`)
  await expect(app.panel.getByRole('row', { name: /learning_rate/ }).first()).toContainText('0.050.1')
  await app.open(`#/runs/details/${ids.runs.constructs}?node=prepare&panel=cache`)
  await app.panel.getByRole('link', { name: 'download-data of census-income nightly' }).click()
  await expect(app.title).toHaveText('census-income nightly')
  await expect(app.panel.getByRole('heading', { level: 2 })).toHaveText('download-data')
  await page.goBack()
})

test('attempts show how long each waited and what came of it', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.constructs}?node=train&panel=attempts`)
  await expect(app.panel).toContainText('Tried again up to 3 times, first after 5.0 s')
  await expect(app.panel).toContainText('Attempt 3 of at most 4; the next one starts at')
  await expect(app.panel.locator('.attempt-wait')).toHaveCount(2)
  await app.panel.getByRole('button', { name: 'Attempt 2' }).click()
  await expect(page).toHaveURL(/attempt=2/)
})

test('artifacts of every type are shown as what they are', async ({ app, ids }) => {
  await app.open(`#/runs/details/${ids.runs.constructs}?node=train&panel=values`)
  await app.panel.getByLabel('Slice').selectOption('women')
  await expect(app.panel.getByRole('img', { name: /^ROC curve with 26 points/ })).toBeVisible()
  await app.panel.getByLabel('Slice').selectOption('all curves together')
  await app.panel.getByRole('slider').press('ArrowRight')
  await expect(app.panel.locator('.roc-legend')).toContainText('threshold')
  await expect(app.panel.locator('[data-artifact="models [4]"]')).toBeVisible()
  await expect(app.panel.locator('[data-artifact="models [5]"]')).toHaveCount(0)
  await app.panel.getByRole('button', { name: 'Show 3 more' }).click()
  await expect(app.panel.locator('[data-artifact="models [7]"]')).toBeVisible()
  await app.panel.locator('[data-artifact=gone]').getByRole('button', { name: 'Preview' }).click()
  await expect(app.panel).toContainText('There are no bytes to show')
})

test('metrics sort by name and by value', async ({ app, ids }) => {
  await app.open(`#/runs/details/${ids.runs.succeeded}?node=evaluate`)
  const first = app.panel.locator('.metric').first()
  await app.panel.getByRole('button', { name: 'Value' }).click()
  await expect(first).toContainText('log_loss')
  await app.panel.getByRole('button', { name: 'Value' }).click()
  await expect(first).toContainText('rows')
  await app.panel.getByRole('button', { name: 'Metric' }).click()
  await expect(first).toContainText('accuracy')
})
