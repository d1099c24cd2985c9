import { single } from './documents'
import { expect, test } from './serverTest'

test('a schedule is made, starts runs, is stopped, changed and removed', async ({ app, api, page }) => {
  const { pipeline_id } = await api.upload('to be scheduled', single('scheduled', 'echo once more'))
  await app.open(`#/pipelines/details/${pipeline_id}`)
  await page.getByRole('link', { name: 'Schedule', exact: true }).click()
  await expect(app.title).toHaveText('New schedule')
  await page.getByLabel('Name of the schedule').fill('each second <b>')
  await page.getByLabel('Repeat').selectOption('At an interval')
  await page.getByLabel('Every', { exact: true }).fill('0')
  await expect(page.getByText('The interval is a whole number from 1 on.')).toBeVisible()
  await page.getByLabel('Every', { exact: true }).fill('1')
  await page.getByLabel('Unit').selectOption('seconds')
  await expect(page.locator('.fire-times li')).toHaveCount(5)
  await page.getByRole('button', { name: 'Make the schedule' }).click()

  await expect(app.title).toHaveText('each second <b>')
  await expect(page).toHaveURL(/#\/recurringrun\/details\//)
  await expect(page.getByTestId('run-name-link').first()).toHaveText(/^eachsecondb\w{5}-\d+-\d+$/)
  await page.getByTestId('run-name-link').first().click()
  await expect(app.runState).toHaveText('Succeeded')
  await page.getByRole('link', { name: 'started by a schedule' }).click()

  await page.getByRole('button', { name: 'Disable' }).click()
  await expect(page.getByText('It is disabled and starts nothing.')).toBeVisible()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('nightly')
  await page.getByLabel('Repeat').selectOption('Every day')
  await page.getByLabel('Time zone').selectOption('Europe/Berlin')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(app.title).toHaveText('nightly')
  await expect(page.getByText('every day at 03:00 (Europe/Berlin)')).toBeVisible()

  await page.getByRole('link', { name: 'Schedules' }).first().click()
  await expect(page.getByTestId('table-row').filter({ hasText: 'nightly' })).toContainText('disabled')
  await page.getByRole('link', { name: 'nightly' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete the schedule' }).click()
  await expect(app.title).toHaveText('Schedules')
  await expect(page.getByText('nightly')).toHaveCount(0)
})

test('a cron that is none is refused in words, and a problem is shown', async ({ app, api, page }) => {
  const { pipeline_id } = await api.upload('to be removed', single('removed', 'true'))
  await app.open(`#/runs/new?pipelineId=${pipeline_id}&recurring=1`)
  await page.getByLabel('Repeat').selectOption('Cron expression')
  await page.getByLabel('Cron', { exact: true }).fill('every day')
  await expect(page.getByRole('alert')).toContainText('Schedule cron is not a supported format')

  const { recurring_run_id } = await api.post<{ recurring_run_id: string }>('/apis/v2beta1/recurringruns', {
    display_name: 'of nothing',
    mode: 'ENABLE',
    max_concurrency: '1',
    pipeline_version_reference: { pipeline_id },
    trigger: { periodic_schedule: { interval_second: '1' } },
  })
  await fetch(`${api.url}/apis/v2beta1/pipelines/${pipeline_id}?cascade=true`, { method: 'DELETE' })
  await app.open(`#/recurringrun/details/${recurring_run_id}`)
  await expect(page.getByText('was not started')).toBeVisible()
  await expect(page.getByText('has no version')).toBeVisible()
})
