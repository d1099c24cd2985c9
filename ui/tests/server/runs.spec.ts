import { document, single } from './documents'
import { expect, test } from './serverTest'

test('the list shows a run that starts, and follows it to its end', async ({ app, api }) => {
  const gate = api.gate('list')
  await app.open('#/runs')
  await app.live()
  const run = await api.start('followed in the list', single('followed', `${gate.wait}; echo done`))
  await expect(app.runRow('followed in the list')).toContainText('Running')
  gate.open()
  await expect(app.runRow('followed in the list')).toContainText('Succeeded')
  await app.runRow('followed in the list').getByRole('link', { name: 'followed in the list' }).click()
  await expect(app.page).toHaveURL(new RegExp(`#/runs/details/${run}`))
})

test('the graph follows the steps of a run, and what a condition leaves out', async ({ app, api }) => {
  const gate = api.gate('graph')
  const run = await api.start(
    'graph',
    document({
      name: 'graph',
      steps: {
        prepare: { script: `${gate.wait}; printf small > '{{$.outputs.parameters['size'].output_file}}'`, parameters: { size: 'STRING' } },
        train: { script: 'echo training', after: ['prepare'] },
        report: {
          script: 'echo reporting',
          inputs: { size: { taskOutputParameter: { producerTask: 'prepare', outputParameterKey: 'size' } } },
          after: ['prepare'],
          when: "inputs.parameter_values['size'] == 'large'",
        },
      },
    }),
  )
  await app.open(`#/runs/details/${run}`)
  await expect(app.node('prepare')).toContainText('Running')
  await expect(app.node('train')).not.toContainText('Succeeded')
  gate.open()
  await expect(app.node('prepare')).toContainText('Succeeded')
  await expect(app.node('train')).toContainText('Succeeded')
  await expect(app.node('report')).toContainText('Skipped')
  await expect(app.runState).toHaveText('Succeeded')
  await expect(app.page.locator('.page-head [data-freshness]')).toHaveText('Finished')
})

test('the panel follows the log of a step, and has its values when it is done', async ({ app, api }) => {
  const gate = api.gate('panel')
  const run = await api.start(
    'panel',
    document({
      name: 'panel',
      inputs: { rows: { type: 'STRING', value: '150' } },
      steps: {
        count: {
          script: `echo "first <b>line</b>"; ${gate.wait}; echo "last line"
            printf '%s' '{{$.inputs.parameters['rows']}}' > '{{$.outputs.parameters['seen'].output_file}}'
            printf 'a,b\\n1,"<i>two</i>"\\n' > "{{$.outputs.artifacts['table'].path}}"`,
          inputs: { rows: { componentInputParameter: 'rows' } },
          parameters: { seen: 'STRING' },
          artifacts: { table: 'system.Dataset' },
        },
      },
    }),
  )
  await app.open(`#/runs/details/${run}?node=count&panel=logs`)
  await expect(app.log).toContainText('first <b>line</b>')
  await expect(app.log).not.toContainText('last line')
  gate.open()
  await expect(app.log).toContainText('last line')
  await app.panelTab('Inputs & outputs').click()
  await expect(app.panel.getByRole('region', { name: 'Outputs' }).getByRole('row', { name: /seen/ })).toContainText('150')
  await app.panel.locator('[data-artifact=table]').getByRole('button', { name: 'Preview' }).click()
  await expect(app.panel.getByText('<i>two</i>')).toBeVisible()
  await app.panelTab('Environment').click()
  await expect(app.panel.getByRole('row', { name: /PATH/ })).toBeVisible()
})

test('a failed step says what happened, with its last words and what to do', async ({ app, api, page }) => {
  const run = await api.start('failing', document({ name: 'failing', steps: { train: { script: 'echo "no such column: price" >&2; exit 3' }, report: { script: 'true', after: ['train'] } } }))
  await app.open(`#/runs/details/${run}`)
  await expect(app.runState).toHaveText('Failed')
  await expect(app.node('train')).toContainText('Failed')
  await expect(app.node('report')).toContainText('Skipped')
  await page.getByRole('button', { name: 'Open step' }).click()
  await expect(app.panel.getByRole('alert')).toContainText('exit code 3')
  await expect(app.log).toContainText('no such column: price')
})

test('a step without its program fails before it starts, in words', async ({ app, api }) => {
  const broken = single('absent', 'true') as { deploymentSpec: { executors: Record<string, { container: object }> } }
  broken.deploymentSpec.executors['exec-only'] = { container: { image: 'registry.example/team/train:1', command: ['train'] } }
  const run = await api.start('unknown image', broken)
  await app.open(`#/runs/details/${run}?node=only`)
  await expect(app.runState).toHaveText('Failed')
  await expect(app.panel.getByRole('alert')).toContainText('registry.example/team/train:1')
})

test('canceling from the page stops the step', async ({ app, api, page }) => {
  const run = await api.start('to be canceled', single('canceled', `echo waiting; ${api.gate('never').wait}`))
  await app.open(`#/runs/details/${run}?node=only&panel=logs`)
  await expect(app.log).toContainText('waiting')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click()
  await expect(app.runState).toHaveText('Canceled')
  await expect(app.node('only')).toContainText('Canceled')
})

test('a page made by a step is shown and can run nothing', async ({ app, api }) => {
  const page = '<h1>Findings</h1><script>document.body.append("script ran")</script><img src=x onerror="document.body.append(`script ran`)">'
  const run = await api.start('html', document({ name: 'html', steps: { report: { script: `printf '%s' '${page}' > "{{$.outputs.artifacts['page'].path}}"`, artifacts: { page: 'system.HTML' } } } }))
  await api.ended(run, 'SUCCEEDED')
  const { tasks } = await api.get<{ tasks: { task_id: string }[] }>(`/apis/penstock/v1/runs/${run}/tasks`)
  await app.open(`#/runs/details/${run}/execution/${tasks[0]?.task_id}`)
  const frame = app.panel.locator('iframe').contentFrame()
  await expect(frame.getByRole('heading', { name: 'Findings' })).toBeVisible()
  await expect(frame.getByText('script ran')).toHaveCount(0)
})
