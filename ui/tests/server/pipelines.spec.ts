import { readFileSync } from 'node:fs'
import { document, single } from './documents'
import { expect, test } from './serverTest'

const IRIS = new URL('../../../examples/iris/pipeline.yaml', import.meta.url)

const GREETING = document({
  name: 'greeting',
  inputs: { who: { type: 'STRING', value: 'world' }, times: { type: 'NUMBER_INTEGER', value: 1 } },
  steps: {
    greet: {
      script: `echo 'Hello, {{$.inputs.parameters['who']}}'`,
      inputs: { who: { componentInputParameter: 'who' } },
    },
  },
})

test('a file is uploaded, its graph looked at, and a run started with other values', async ({ app, page }) => {
  await app.open('#/pipeline_versions/new')
  await page.locator('#dropZone input[type=file]').setInputFiles({ name: 'from-page.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(GREETING)) })
  await page.getByRole('button', { name: 'Upload' }).click()
  await expect(app.title).toHaveText('from-page')
  await expect(app.node('greet')).toBeVisible()
  await page.getByRole('link', { name: 'New run' }).click()
  await expect(page.getByLabel('times')).toHaveValue('1')
  await page.getByRole('textbox', { name: 'who' }).fill(`O'Brien & <co>`)
  await page.getByLabel('Run name').fill('from the page')
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(app.title).toHaveText('from the page')
  await expect(app.runState).toHaveText('Failed')
  await page.getByRole('link', { name: 'Clone' }).click()
  await expect(page.getByRole('textbox', { name: 'who' })).toHaveValue(`O'Brien & <co>`)
  await page.getByRole('textbox', { name: 'who' }).fill('Iris & <co>')
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(app.runState).toHaveText('Succeeded')
  await app.selectNode('greet')
  await app.panelTab('Logs').click()
  await expect(app.log).toContainText('Hello, Iris & <co>')
})

test('a wrong document is refused with every mistake in its place', async ({ app, page }) => {
  const wrong = 'pipelineInfo:\n  name: wrong\nroot:\n  dag:\n    tasks:\n      a:\n        componentRef:\n          nam: comp-a\n        taskInfo: {name: a}\nschemaVersion: 2.1.0\n'
  await app.open('#/pipeline_versions/new')
  await page.locator('#dropZone input[type=file]').setInputFiles({ name: 'wrong.yaml', mimeType: 'text/yaml', buffer: Buffer.from(wrong) })
  await page.getByRole('button', { name: 'Upload' }).click()
  const problems = page.getByRole('alert', { name: 'Problems in the document' })
  await expect(problems.getByRole('listitem').first()).toContainText('8:11')
  await expect(problems).toContainText('did you mean')
})

test('the addresses that the SDK prints lead to their pages', async ({ app, api }) => {
  const { pipeline_id, pipeline_version_id } = await api.upload('linked', single('linked', 'true'))
  const { experiment_id } = await api.post<{ experiment_id: string }>('/apis/v2beta1/experiments', { display_name: 'linked experiment' })
  const { run_id } = await api.post<{ run_id: string }>('/apis/v2beta1/runs', {
    display_name: 'linked run',
    experiment_id,
    pipeline_version_reference: { pipeline_id, pipeline_version_id },
  })
  await app.open(`#/runs/details/${run_id}`)
  await expect(app.title).toHaveText('linked run')
  await expect(app.runState).toHaveText('Succeeded')
  await app.open(`#/pipelines/details/${pipeline_id}`)
  await expect(app.title).toHaveText('linked')
  await app.open(`#/pipelines/details/${pipeline_id}/version/${pipeline_version_id}`)
  await expect(app.node('only')).toBeVisible()
  await app.open(`#/experiments/details/${experiment_id}`)
  await expect(app.title).toHaveText('linked experiment')
  await expect(app.runRow('linked run')).toContainText('Succeeded')
})

test('the model of the first example is trained, and its figures are on the page', async ({ app, api }) => {
  test.setTimeout(180_000)
  const { run_id } = await api.post<{ run_id: string }>('/apis/penstock/v1/runs', { display_name: 'iris', document: readFileSync(IRIS, 'utf8') })
  await app.open(`#/runs/details/${run_id}?node=evaluate`)
  await expect(app.runState).toHaveText('Succeeded', { timeout: 150_000 })
  await app.panelTab('Inputs & outputs').click()
  await expect(app.panel.locator('.metric', { hasText: 'accuracy' })).toContainText('0.9737')
  await expect(app.panel.getByRole('table', { name: /Confusion matrix/ })).toContainText('97.4 % right')
  await expect(app.panel.getByRole('heading', { name: 'Iris' })).toBeVisible()
})
