/** A container step: what its shell runs, and what goes in and out. */
export interface Step {
  /** May hold KFP's placeholders. */
  script: string
  inputs?: Record<string, unknown>
  parameters?: Record<string, string>
  artifacts?: Record<string, string>
  after?: string[]
  /** A CEL expression over the inputs. */
  when?: string
}

export interface Pipeline {
  name: string
  /** Type and default by name. */
  inputs?: Record<string, { type: string; value: unknown }>
  steps: Record<string, Step>
}

const typed = (types: Record<string, string> = {}) => Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { parameterType: type }]))

/** The document of schema 2.1.0 that KFP's compiler would write. */
export function document({ name, inputs = {}, steps }: Pipeline): object {
  const all = Object.entries(steps)
  return {
    pipelineInfo: { name },
    root: {
      dag: { tasks: Object.fromEntries(all.map(([key, step]) => [key, task(key, step)])) },
      inputDefinitions: {
        parameters: Object.fromEntries(Object.entries(inputs).map(([key, { type, value }]) => [key, { parameterType: type, defaultValue: value, isOptional: true }])),
      },
    },
    components: Object.fromEntries(all.map(([key, step]) => [`comp-${key}`, component(key, step)])),
    deploymentSpec: {
      executors: Object.fromEntries(all.map(([key, { script }]) => [`exec-${key}`, { container: { image: 'alpine:3', command: ['sh', '-ec', script] } }])),
    },
    schemaVersion: '2.1.0',
    sdkVersion: 'kfp-2.17.0',
  }
}

/** A step with one line of shell. */
export function single(name: string, script: string): object {
  return document({ name, steps: { only: { script } } })
}

function task(key: string, { inputs, after, when }: Step): object {
  return {
    taskInfo: { name: key },
    componentRef: { name: `comp-${key}` },
    ...(inputs && { inputs: { parameters: inputs } }),
    ...(after && { dependentTasks: after }),
    ...(when && { triggerPolicy: { condition: when } }),
  }
}

function component(key: string, { inputs = {}, parameters, artifacts = {} }: Step): object {
  return {
    executorLabel: `exec-${key}`,
    inputDefinitions: { parameters: typed(Object.fromEntries(Object.keys(inputs).map((name) => [name, 'STRING']))) },
    outputDefinitions: {
      parameters: typed(parameters),
      artifacts: Object.fromEntries(Object.entries(artifacts).map(([name, title]) => [name, { artifactType: { schemaTitle: title, schemaVersion: '0.0.1' } }])),
    },
  }
}
