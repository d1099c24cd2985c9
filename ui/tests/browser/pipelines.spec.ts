import { expect, test } from './mockTest'

test('a pipeline shows its graph and what its steps are made of', async ({ app, page, ids }) => {
  await app.open(`#/pipelines/details/${ids.pipelines['census-income']}`)
  await expect(app.title).toHaveText('census-income')
  await app.node('train-models').getByRole('button', { name: 'Open train-models' }).click()
  await app.selectNode('train-models/train-forest')
  await expect(app.panel).toContainText('python:3.11')
  await expect(app.panel).toContainText('Dataset')
  await app.tab('Versions').click()
  await page.getByRole('link', { name: 'v1' }).click()
  await expect(page).toHaveURL(/\/version\//)
  await app.tab('Inputs').click()
  await expect(page.getByRole('row', { name: /learning_rate/ })).toContainText('0.05')
})

test('starts a run from its typed form and lands on it', async ({ app, page, ids }) => {
  await app.open(`#/pipelines/details/${ids.pipelines['census-income']}`)
  await page.getByRole('link', { name: 'New run' }).click()
  await expect(page.getByLabel('rows')).toHaveValue('32561')
  await page.getByLabel('rows').fill('many')
  await page.getByLabel('models').fill('["logistic",]')
  await expect(page.getByText('“many” is not a whole number.')).toBeVisible()
  await expect(page.getByText('Line 1, column 13: a value is expected.')).toBeVisible()
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(page.getByLabel('rows')).toBeFocused()
  await page.getByLabel('rows').fill('500')
  await page.getByLabel('models').fill('["logistic"]')
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(page.getByText('This pipeline needs a value for “label”.')).toBeVisible()
  await page.getByLabel('label').fill('tried by hand')
  await page.getByLabel('Run name').fill('by hand')
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(app.title).toHaveText('by hand')
  await app.tab('Details').click()
  await expect(page.getByRole('row', { name: /rows/ })).toContainText('500')
  await expect(page.getByRole('row', { name: /balance/ })).toContainText('true')
})

test('a run is started again with everything filled in', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.succeeded}`)
  await page.getByRole('link', { name: 'Clone' }).click()
  await expect(page.getByLabel('Run name')).toHaveValue('census-income nightly again')
  await expect(page.getByLabel('label')).toHaveValue('nightly')
})

test('uploads a file and opens the new pipeline', async ({ app, page }) => {
  await app.open('#/pipelines')
  await page.getByRole('link', { name: 'Upload pipeline' }).click()
  await page.locator('#dropZone input[type=file]').setInputFiles({ name: 'my-first.yaml', mimeType: 'text/yaml', buffer: Buffer.from('root: {}') })
  await expect(page.locator('#newPipelineName')).toHaveValue('my-first')
  await page.getByRole('button', { name: 'Upload' }).click()
  await expect(app.title).toHaveText('my-first')
  await expect(app.node('say-hello')).toBeVisible()
})

test('drops a file, and lists what the compiler found with line and column', async ({ app, page }) => {
  await app.open('#/pipeline_versions/new')
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['broken: yes'], 'bad.yaml'))
    return data
  })
  await page.dispatchEvent('#dropZone', 'drop', { dataTransfer: transfer })
  await page.getByRole('button', { name: 'Upload' }).click()
  const problems = page.getByRole('alert', { name: 'Problems in the document' })
  await expect(problems).toContainText('2 errors, 1 warning')
  await expect(problems.getByRole('listitem').first()).toContainText('14:9')
  await expect(problems.getByRole('listitem').first()).toContainText('did you mean "image"?')
})

test('a name that is taken is explained', async ({ app, page }) => {
  await app.open('#/pipeline_versions/new')
  await page.locator('#dropZone input[type=file]').setInputFiles({ name: 'flowers.yaml', mimeType: 'text/yaml', buffer: Buffer.from('x') })
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByText('The server’s words').click()
  await expect(page.getByRole('alert')).toContainText('Please specify a new name')
})
