// The pipelines of the mock: static graphs as the server answers them, and specs as KFP stores them.

const step = (key, depends_on = [], extra = {}) => ({ key, display_name: key, component: `comp-${key}`, kind: 'CONTAINER', depends_on, ...extra })
const scope = (key, depends_on = [], extra = {}) => step(key, depends_on, { kind: 'SCOPE', ...extra })

export const census = {
  root: 'root',
  scopes: {
    root: {
      inputs: ['rows', 'learning_rate', 'models', 'options', 'balance', 'label'],
      outputs: ['accuracy'],
      tasks: [
        step('download-data'),
        step('validate', ['download-data']),
        step('profile', ['download-data']),
        scope('train-models', ['validate']),
        step('evaluate', ['train-models']),
        scope('condition-1', ['evaluate'], { display_name: 'accuracy > 0.8 ?', condition: "inputs.evaluate-accuracy > 0.8" }),
        step('report', ['evaluate', 'profile']),
      ],
    },
    'comp-train-models': {
      tasks: [
        step('split'),
        step('train-logistic', ['split']),
        step('train-forest', ['split']),
        scope('tune-boosting', ['split']),
        step('pick-best', ['train-logistic', 'train-forest', 'tune-boosting']),
      ],
    },
    'comp-tune-boosting': { tasks: [step('search-space'), step('boost', ['search-space'])] },
    'comp-condition-1': { tasks: [step('register-model'), step('deploy', ['register-model'])] },
  },
}

export const hello = { root: 'root', scopes: { root: { tasks: [step('say-hello')] } } }

export const flowers = {
  root: 'root',
  scopes: {
    root: {
      tasks: [
        step('ingest'),
        { key: 'for-loop-1', display_name: 'for each learning rate', component: 'comp-for-loop-1', kind: 'LOOP', loop: true, depends_on: ['ingest'] },
        step('compare', ['for-loop-1']),
        scope('condition-2', ['compare'], { display_name: 'good enough?', condition: "inputs.compare-best > 0.93" }),
      ],
    },
    'comp-for-loop-1': { tasks: [step('train'), step('test', ['train'])] },
    'comp-condition-2': { tasks: [step('publish')] },
  },
}

export const constructs = {
  root: 'root',
  scopes: {
    root: {
      tasks: [
        { ...step('make-volume'), kind: 'VOLUME' },
        { ...step('import-model'), kind: 'IMPORTER' },
        step('prepare', ['make-volume']),
        step('train', ['prepare', 'import-model']),
        scope('if-good', ['train'], { display_name: 'good enough?', condition: "inputs.parameter_values['pipelinechannel--train-accuracy'] >= 0.8" }),
        scope('else-bad', ['train'], { display_name: 'else', condition: "inputs.parameter_values['pipelinechannel--train-accuracy'] < 0.8" }),
        { key: 'each-region', display_name: 'for each region', component: 'comp-each-region', kind: 'LOOP', loop: true, parallelism: 2, depends_on: ['if-good'] },
        { key: 'each-file', display_name: 'for each file', component: 'comp-each-file', kind: 'LOOP', loop: true, depends_on: ['prepare'] },
        step('clean-up', ['each-region', 'else-bad'], { exit: true }),
      ],
    },
    'comp-if-good': { tasks: [step('publish')] },
    'comp-else-bad': { tasks: [step('alarm')] },
    'comp-each-region': { tasks: [step('roll-out'), { key: 'each-shop', display_name: 'for each shop', component: 'comp-each-shop', kind: 'LOOP', loop: true, depends_on: ['roll-out'] }] },
    'comp-each-shop': { tasks: [step('tell')] },
  },
}

export const hugeLoop = {
  root: 'root',
  scopes: {
    root: { tasks: [step('list-items'), { key: 'for-each', display_name: 'for each item', component: 'comp-for-each', kind: 'LOOP', loop: true, depends_on: ['list-items'] }, step('summary', ['for-each'])] },
    'comp-for-each': { tasks: [step('load'), step('score', ['load'])] },
  },
}

const shards = Array.from({ length: 995 }, (_, i) => `shard-${String(i + 1).padStart(3, '0')}`)
export const thousand = {
  root: 'root',
  scopes: {
    root: {
      tasks: [
        step('list-shards'),
        ...shards.map((key) => step(key, ['list-shards'])),
        step('merge-low', shards.slice(0, 500)),
        step('merge-high', shards.slice(500)),
        step('merge', ['merge-low', 'merge-high']),
        step('publish', ['merge']),
      ],
    },
  },
}

const container = (name, image = 'python:3.11') => ({
  container: { image, command: ['sh', '-c', `python3 -m kfp.dsl.executor_main "$@"`], args: ['--executor_input', '{{$}}', '--function_to_execute', name.replaceAll('-', '_')] },
})

/** A pipeline spec good enough to look at: root inputs, components, executors. */
export function specOf(name, graph, parameters = {}) {
  const components = {}
  const executors = {}
  for (const { tasks } of Object.values(graph.scopes)) {
    for (const task of tasks) {
      if (graph.scopes[task.component]) components[task.component] = { dag: { tasks: {} } }
      else {
        components[task.component] = {
          executorLabel: `exec-${task.key}`,
          inputDefinitions: { parameters: { rows: { parameterType: 'NUMBER_INTEGER' } }, artifacts: { data: { artifactType: { schemaTitle: 'system.Dataset' } } } },
          outputDefinitions: { artifacts: { result: { artifactType: { schemaTitle: 'system.Artifact' } } } },
        }
        executors[`exec-${task.key}`] = container(task.key)
      }
    }
  }
  return { pipelineInfo: { name }, schemaVersion: '2.1.0', sdkVersion: 'kfp-2.17.0', root: { inputDefinitions: { parameters }, dag: { tasks: {} } }, components, deploymentSpec: { executors } }
}

export const censusParameters = {
  rows: { parameterType: 'NUMBER_INTEGER', defaultValue: 32561, description: 'How many rows of the census to read.' },
  learning_rate: { parameterType: 'NUMBER_DOUBLE', defaultValue: 0.05 },
  models: { parameterType: 'LIST', defaultValue: ['logistic', 'forest', 'boosting'] },
  options: { parameterType: 'STRUCT', defaultValue: { seed: 7, folds: 5 }, isOptional: true },
  balance: { parameterType: 'BOOLEAN', defaultValue: true },
  label: { parameterType: 'STRING', description: 'Written onto every artifact of the run.' },
  solver: { parameterType: 'STRING', defaultValue: 'lbfgs', literals: ['lbfgs', 'saga', 'liblinear'] },
}
