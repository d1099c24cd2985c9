import { expect, test } from './mockTest'

test('the cache lists entries, searches and revokes', async ({ app, page }) => {
  await app.open('#/cache')
  await expect(page.getByText('64 entries')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search pipelines and steps' }).fill('flowers')
  await expect(page.getByText('22 entries')).toBeVisible()
  await page.getByRole('button', { name: 'Revoke download-data' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('21 entries')).toBeVisible()
  await page.getByRole('button', { name: 'Revoke these' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('No entry matches')).toBeVisible()
})

test('a secret is made and replaced, and its values never come back', async ({ app, page }) => {
  await app.open('#/secrets')
  await page.getByRole('button', { name: 'New secret' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByText('A name is needed.')).toBeVisible()
  await dialog.getByLabel('Name').fill('registry')
  await expect(dialog.getByText('There is a secret of this name')).toBeVisible()
  await dialog.getByLabel('Name').fill('mail')
  await dialog.getByLabel('Key', { exact: true }).fill('password')
  await expect(dialog.getByLabel('Value')).toHaveAttribute('type', 'password')
  await dialog.getByLabel('Value').fill('s3cret')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('row', { name: /mail/ })).toContainText('password')
  await page.getByRole('row', { name: /mail/ }).getByRole('button', { name: 'Replace' }).click()
  await expect(dialog.getByLabel('Key', { exact: true })).toHaveValue('password')
  await expect(dialog.getByLabel('Value')).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(page.locator('body')).not.toContainText('s3cret')
  await page.getByRole('button', { name: 'Delete mail' }).click()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('row', { name: /mail/ })).toHaveCount(0)
})

test('a config map is edited with its values', async ({ app, page }) => {
  await app.open('#/secrets?tab=configmaps')
  await page.getByRole('row', { name: /training/ }).getByRole('button', { name: 'Replace' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Value').first()).toHaveValue('epochs: 12\nbatch: 64\n')
  await dialog.getByRole('button', { name: 'Add a key' }).click()
  await dialog.getByLabel('Key', { exact: true }).last().fill('REGION')
  await expect(dialog.getByText('This key is there twice.')).toBeVisible()
  await dialog.getByLabel('Key', { exact: true }).last().fill('ZONE')
  await dialog.getByLabel('Value').last().fill('eu-1a')
  await dialog.getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByRole('row', { name: /training/ })).toContainText('ZONE')
  await expect(page.getByRole('row', { name: /training/ })).toContainText('logo.png')
})

test('a volume is deleted after a question', async ({ app, page }) => {
  await app.open('#/volumes')
  await expect(page.getByRole('row', { name: /shared/ })).toContainText('734 MB')
  await page.getByRole('button', { name: 'Delete shared' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete with all files' }).click()
  await expect(page.getByRole('row', { name: /shared/ })).toHaveCount(0)
})

test('the storage page shows what takes space and deletes what is due after a question', async ({ app, page }) => {
  await app.open('#/storage')
  await expect(page.getByText('52.6 GB').or(page.getByText('53 GB'))).toBeVisible()
  await expect(page.getByRole('row', { name: /1,204/ })).toContainText('Runs with all they have')
  await page.getByRole('button', { name: 'Delete now…' }).click()
  await expect(page.getByRole('dialog')).toContainText('1,211 runs go')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('No run is due.')).toBeVisible()
})

test('a run is kept from its menu, and says so', async ({ app, page, ids }) => {
  await app.open(`#/runs/details/${ids.runs.constructs}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Keep' }).click()
  await expect(page.getByText('Kept. No rule deletes it.')).toBeVisible()
  await page.getByRole('button', { name: 'More actions' }).click()
  await expect(page.getByRole('menuitem', { name: 'Don’t keep' })).toBeVisible()
})

test('empty pages say which command fills them', async ({ app, page, mock }) => {
  await mock.post('reset?empty=true')
  await app.open('#/cache')
  await expect(page.getByText('penstock cache list')).toBeVisible()
  await app.open('#/secrets')
  await expect(page.getByText(/penstock secret create/)).toBeVisible()
  await app.open('#/secrets?tab=configmaps')
  await expect(page.getByText(/penstock config create/)).toBeVisible()
  await app.open('#/volumes')
  await expect(page.getByText('penstock volume list')).toBeVisible()
  await app.open('#/storage')
  await expect(page.getByText('No rules: runs stay until somebody deletes them')).toBeVisible()
})

for (const width of [390, 1280]) {
  test(`nothing runs out of the page at ${width} pixels`, async ({ app, page, ids }) => {
    await page.setViewportSize({ width, height: 844 })
    const places = ['#/cache', '#/secrets', '#/volumes', '#/storage', `#/runs/details/${ids.runs.huge}?at=for-each`, `#/runs/details/${ids.runs.constructs}?node=train&panel=cache`, `#/runs/details/${ids.runs.debug}?node=say-hello`]
    for (const place of places) {
      await app.open(place)
      await expect(page.locator('.skeleton')).toHaveCount(0)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(over, place).toBeLessThanOrEqual(0)
    }
  })
}
