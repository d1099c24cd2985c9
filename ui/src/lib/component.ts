import type { Json } from '../api/types'
import { irOf } from './inputs'

export interface ComponentFacts {
  image: string | undefined
  command: string[]
  args: string[]
  /** Type by name, such as NUMBER_INTEGER or Dataset. */
  inputs: Record<string, string>
  outputs: Record<string, string>
}

type JsonObject = Record<string, Json>

const object = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}

const strings = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))) : []

/** What a pipeline's document says about one of its components. */
export function componentOf(spec: JsonObject | undefined, name: string | undefined): ComponentFacts {
  const ir = irOf(spec)
  const component = name === undefined ? {} : object(object(ir.components)[name])
  const executors = object(object(ir.deploymentSpec).executors)
  const container = object(object(executors[String(component.executorLabel)]).container)
  return {
    image: typeof container.image === 'string' ? container.image : undefined,
    command: strings(container.command),
    args: strings(container.args),
    inputs: typesOf(object(component.inputDefinitions)),
    outputs: typesOf(object(component.outputDefinitions)),
  }
}

function typesOf(definitions: JsonObject): Record<string, string> {
  const types: Record<string, string> = {}
  for (const [name, raw] of Object.entries(object(definitions.parameters))) {
    const definition = object(raw)
    types[name] = String(definition.parameterType ?? definition.type ?? 'STRING')
  }
  for (const [name, raw] of Object.entries(object(definitions.artifacts))) {
    const definition = object(raw)
    const title = String(object(definition.artifactType).schemaTitle ?? 'system.Artifact').replace(/^system\./, '')
    types[name] = definition.isArtifactList === true ? `list of ${title}` : title
  }
  return types
}
