import type { Json } from '../api/types'
import { findJsonError } from './jsonError'

export type InputType = 'STRING' | 'NUMBER_INTEGER' | 'NUMBER_DOUBLE' | 'BOOLEAN' | 'LIST' | 'STRUCT'

/** An input of a pipeline's root, as its form needs it. */
export interface PipelineInput {
  name: string
  type: InputType
  description: string | undefined
  fallback: Json | undefined
  required: boolean
  /** When not empty, the only values allowed. */
  literals: Json[]
}

const OLD_TYPES: Record<string, InputType> = { INT: 'NUMBER_INTEGER', DOUBLE: 'NUMBER_DOUBLE', STRING: 'STRING' }
const TYPES = new Set<string>(['STRING', 'NUMBER_INTEGER', 'NUMBER_DOUBLE', 'BOOLEAN', 'LIST', 'STRUCT'])

type JsonObject = Record<string, Json>

const object = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}

/** The IR inside of a version's spec, which stands alone or beside a platform spec. */
export function irOf(spec: JsonObject | undefined): JsonObject {
  const inner = object(spec?.pipeline_spec)
  return Object.keys(inner).length > 0 ? inner : (spec ?? {})
}

/** The inputs that a run of this pipeline takes, in the order of the document. */
export function inputsOf(spec: JsonObject | undefined): PipelineInput[] {
  const parameters = object(object(object(irOf(spec).root).inputDefinitions).parameters)
  return Object.entries(parameters).map(([name, raw]) => {
    const definition = object(raw)
    const declared = String(definition.parameterType ?? definition.type ?? 'STRING')
    const type = TYPES.has(declared) ? (declared as InputType) : (OLD_TYPES[declared] ?? 'STRING')
    return {
      name,
      type,
      description: typeof definition.description === 'string' ? definition.description : undefined,
      fallback: definition.defaultValue,
      required: definition.defaultValue === undefined && definition.isOptional !== true,
      literals: Array.isArray(definition.literals) ? definition.literals : [],
    }
  })
}

/** A value as the text of its field. */
export function textOf(value: Json | undefined, type: InputType): string {
  if (value === undefined) return ''
  if (type === 'LIST' || type === 'STRUCT') return JSON.stringify(value, null, 2)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export type Parsed = { ok: true; value: Json | undefined } | { ok: false; error: string }

/** Reads a field's text. An empty field means the default, unless the input is required. */
export function parseInput(input: PipelineInput, text: string): Parsed {
  const bare = text.trim()
  if (input.literals.length > 0) return parseLiteral(input, text)
  if (input.type === 'STRING') {
    if (text === '' && input.fallback === undefined) return input.required ? missing(input) : { ok: true, value: undefined }
    return { ok: true, value: text }
  }
  if (bare === '') return input.required ? missing(input) : { ok: true, value: undefined }
  switch (input.type) {
    case 'NUMBER_INTEGER':
      return /^[+-]?\d+$/.test(bare) && Number.isSafeInteger(Number(bare))
        ? { ok: true, value: Number(bare) }
        : { ok: false, error: `“${short(bare)}” is not a whole number.` }
    case 'NUMBER_DOUBLE':
      return Number.isFinite(Number(bare)) ? { ok: true, value: Number(bare) } : { ok: false, error: `“${short(bare)}” is not a number.` }
    case 'BOOLEAN':
      return bare === 'true' || bare === 'false' ? { ok: true, value: bare === 'true' } : { ok: false, error: 'Choose true or false.' }
    case 'LIST':
    case 'STRUCT':
      return parseJson(input.type, bare)
  }
}

function parseLiteral(input: PipelineInput, text: string): Parsed {
  if (text === '') return input.required ? missing(input) : { ok: true, value: undefined }
  const found = input.literals.find((literal) => textOf(literal, input.type) === text)
  return found === undefined ? { ok: false, error: 'Choose one of the values.' } : { ok: true, value: found }
}

const missing = (input: PipelineInput): Parsed => ({
  ok: false,
  error: `This pipeline needs a value for “${input.name}”.`,
})

function parseJson(type: 'LIST' | 'STRUCT', text: string): Parsed {
  const wrong = findJsonError(text)
  if (wrong) return { ok: false, error: `Line ${wrong.line}, column ${wrong.column}: ${wrong.expected} is expected.` }
  const value = JSON.parse(text) as Json
  if (type === 'LIST' && !Array.isArray(value)) return { ok: false, error: 'A list is expected, like [1, 2, 3].' }
  if (type === 'STRUCT' && (value === null || typeof value !== 'object' || Array.isArray(value))) {
    return { ok: false, error: 'An object is expected, like {"name": 1}.' }
  }
  return { ok: true, value }
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** All fields read at once: the values to send, or the errors by input. */
export function parseAll(inputs: readonly PipelineInput[], texts: Readonly<Record<string, string>>) {
  const values: Record<string, Json> = {}
  const errors: Record<string, string> = {}
  for (const input of inputs) {
    const parsed = parseInput(input, texts[input.name] ?? textOf(input.fallback, input.type))
    if (!parsed.ok) errors[input.name] = parsed.error
    else if (parsed.value !== undefined) values[input.name] = parsed.value
  }
  return { values, errors }
}
