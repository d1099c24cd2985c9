import { expect, test } from './mockTest'

test('runs ticked in the list are compared by what differs', async ({ app, page }) => {
  await app.open('#/runs')
  await page.getByRole('checkbox', { name: 'Choose census-income nightly' }).check()
  await expect(page.getByRole('button', { name: 'Compare' })).toBeDisabled()
  await page.getByRole('checkbox', { name: 'Choose census-income slower' }).check()
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(app.title).toHaveText('Compare 2 runs')
  const parameters = page.getByRole('region', { name: 'Parameters' }).last()
  await expect(parameters.getByRole('row', { name: /learning_rate/ })).toContainText('0.01')
  await expect(parameters.getByRole('row', { name: /rows/ })).toHaveCount(0)
  await page.getByRole('checkbox', { name: 'Only what differs' }).uncheck()
  await expect(parameters.getByRole('row', { name: /rows/ })).toHaveCount(1)
  const metrics = page.getByRole('region', { name: 'Metrics' }).last()
  await expect(metrics.getByRole('row', { name: /evaluate \/ accuracy/ })).toContainText('0.87161 most')
  await expect(page.getByRole('img', { name: /ROC curve of census-income nightly.*ROC curve of census-income slower/ })).toBeVisible()
  await expect(page.getByRole('table', { name: /census-income slower/ })).toBeVisible()
})

test('one run alone is not compared, and a third can be left out', async ({ app, page, ids }) => {
  await app.open(`#/compare?runlist=${ids.runs.succeeded}`)
  await expect(page.getByText('2 to 10 runs can be compared')).toBeVisible()
  await app.open(`#/compare?runlist=${ids.runs.succeeded},${ids.runs.other},${ids.runs.failed}`)
  await page.getByRole('button', { name: 'Leave census-income with forest out' }).first().click()
  await expect(app.title).toHaveText('Compare 2 runs')
  await expect(page.getByRole('button', { name: /Leave/ })).toHaveCount(0)
})
