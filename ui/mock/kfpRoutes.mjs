// The KFP endpoints that the pages use.

import { json, pageOf, readBody, refuse } from './http.mjs'
import { LiveRun } from './live.mjs'

const byNewest = (a, b) => b.created_at.localeCompare(a.created_at)

export const kfpRoutes = [
  ['GET', /^\/apis\/v2beta1\/healthz$/, (_, { response }) => json(response, { commit_sha: 'mock', tag_name: 'mock', multi_user: false, pipeline_store: 'database' })],
  ['GET', /^\/apis\/v2beta1\/runs$/, listRuns],
  ['POST', /^\/apis\/v2beta1\/runs$/, createRun],
  ['GET', /^\/apis\/v2beta1\/runs\/([^/:]+)$/, (world, { response, ids }) => withRun(world, response, ids[0], (run) => json(response, run.kfp()))],
  ['POST', /^\/apis\/v2beta1\/runs\/([^/:]+):(terminate|archive|unarchive)$/, runVerb],
  ['DELETE', /^\/apis\/v2beta1\/runs\/([^/:]+)$/, deleteRun],
  ['GET', /^\/apis\/v2beta1\/pipelines$/, listPipelines],
  ['POST', /^\/apis\/v2beta1\/pipelines\/(upload|upload_version)$/, upload],
  ['GET', /^\/apis\/v2beta1\/pipelines\/([^/]+)$/, (world, { response, ids }) => one(response, world.pipelines, 'pipeline_id', ids[0], 'Pipeline')],
  ['DELETE', /^\/apis\/v2beta1\/pipelines\/([^/]+)$/, deletePipeline],
  ['GET', /^\/apis\/v2beta1\/pipelines\/([^/]+)\/versions$/, listVersions],
  ['GET', /^\/apis\/v2beta1\/pipelines\/([^/]+)\/versions\/([^/]+)$/, (world, { response, ids }) => one(response, world.versions, 'pipeline_version_id', ids[1], 'PipelineVersion', ({ graph: _, ...rest }) => rest)],
  ['GET', /^\/apis\/v2beta1\/experiments$/, listExperiments],
  ['GET', /^\/apis\/v2beta1\/experiments\/([^/]+)$/, (world, { response, ids }) => one(response, world.experiments, 'experiment_id', ids[0], 'Experiment')],
]

export function withRun(world, response, id, then) {
  const run = world.runs.find((candidate) => candidate.id === id)
  return run ? then(run) : refuse(response, 404, `Run ${id} not found`)
}

function one(response, list, key, id, what, shape = (found) => found) {
  const found = list.find((candidate) => candidate[key] === id)
  return found ? json(response, shape(found)) : refuse(response, 404, `${what} ${id} not found`)
}

/** KFP decodes a filter twice. */
function predicates(query) {
  const text = query.get('filter')
  return text ? JSON.parse(decodeURIComponent(text)).predicates : []
}

const holds = (value, { operation, string_value, string_values }) => {
  const text = String(value ?? '').toLowerCase()
  if (operation === 'IN') return string_values.values.some((candidate) => candidate.toLowerCase() === text)
  const wanted = string_value.toLowerCase()
  if (operation === 'IS_SUBSTRING') return text.includes(wanted)
  return operation === 'NOT_EQUALS' ? text !== wanted : text === wanted
}

function listRuns(world, { query, response }) {
  const wanted = predicates(query)
  const experiment = query.get('experiment_id')
  const runs = world.runs
    .filter((run) => !experiment || run.view.experiment_id === experiment)
    .map((run) => run.kfp())
    .filter((run) => wanted.every((predicate) => holds(run[predicate.key], predicate)))
    .toSorted(byNewest)
  const { items, ...page } = pageOf(runs, query)
  json(response, items.length > 0 ? { runs: items, ...page } : {})
}

async function createRun(world, { request, response }) {
  const body = JSON.parse(await readBody(request))
  const version = world.versions.find((candidate) => candidate.pipeline_version_id === body.pipeline_version_reference?.pipeline_version_id)
  const pipeline = world.pipelines.find((candidate) => candidate.pipeline_id === version?.pipeline_id)
  if (!pipeline) return refuse(response, 400, 'The pipeline version does not exist.')
  const missing = Object.entries(version.pipeline_spec.root.inputDefinitions.parameters).find(([name, input]) => input.defaultValue === undefined && !input.isOptional && body.runtime_config?.parameters?.[name] === undefined)
  if (missing) return refuse(response, 400, `Parameter "${missing[0]}" is missing: give it a value of type ${missing[1].parameterType}.`)
  const live = new LiveRun(world, { display_name: body.display_name, pipeline: pipeline.name, parameters: body.runtime_config?.parameters ?? {} })
  world.lives.push(live)
  world.changed(live.run)
  json(response, live.run.kfp())
}

function runVerb(world, { response, ids }) {
  withRun(world, response, ids[0], (run) => {
    if (ids[1] === 'terminate') {
      const live = world.lives.find((candidate) => candidate.run === run)
      if (live) live.cancel()
      else run.set({ state: 'CANCELED', finished_at: new Date().toISOString() })
    } else run.archived = ids[1] === 'archive'
    world.changed(run)
    json(response, {})
  })
}

function deleteRun(world, { response, ids }) {
  world.runs = world.runs.filter((run) => run.id !== ids[0])
  json(response, {})
}

function listPipelines(world, { query, response }) {
  const found = world.pipelines.filter((pipeline) => predicates(query).every((predicate) => holds(pipeline[predicate.key], predicate))).toSorted(byNewest)
  const { items, ...page } = pageOf(found, query)
  json(response, items.length > 0 ? { pipelines: items, ...page } : {})
}

function deletePipeline(world, { response, ids }) {
  world.pipelines = world.pipelines.filter((pipeline) => pipeline.pipeline_id !== ids[0])
  json(response, {})
}

function listVersions(world, { query, response, ids }) {
  const found = world.versions.filter((version) => version.pipeline_id === ids[0]).map(({ graph: _, pipeline_spec: _spec, ...rest }) => rest).toReversed()
  const { items, ...page } = pageOf(found, query)
  json(response, items.length > 0 ? { pipeline_versions: items, ...page } : {})
}

function listExperiments(world, { query, response }) {
  const { items, ...page } = pageOf(world.experiments.toSorted(byNewest), query)
  json(response, items.length > 0 ? { experiments: items, ...page } : {})
}

/** A file whose text contains "broken" is refused with diagnostics; anything else becomes a copy of hello-world. */
async function upload(world, { request, response, query, ids }) {
  const body = (await readBody(request)).toString()
  if (body.includes('broken')) {
    return json(response, {
      error_message: 'The document has 3 problems',
      error_details: 'pipeline.yaml:14:9: error[unknown-field]: unknown field "imge" in container\n  hint: did you mean "image"?\npipeline.yaml:27:13: error[unknown-producer]: task "train" takes "data" from "preproces", which does not exist\n  hint: did you mean "preprocess"?\npipeline.yaml:41:5: warning[unused-component]: component "comp-old" is never used',
    }, 400)
  }
  const name = query.get('name') || 'uploaded'
  const source = world.newestVersion('hello-world')
  if (ids[0] === 'upload_version') {
    const version = { ...source, pipeline_id: query.get('pipelineid'), pipeline_version_id: `v-${world.versions.length + 1}`, name, display_name: name, created_at: new Date().toISOString() }
    world.versions.push(version)
    const { graph: _, ...rest } = version
    return json(response, rest)
  }
  if (world.pipelines.some((pipeline) => pipeline.name === name)) return json(response, { error_message: 'Failed to create a pipeline and a pipeline version', error_details: `Already exist error: A pipeline named "${name}" exists. Please specify a new name` }, 409)
  const pipeline = world.addPipeline(name, query.get('description') ?? '', [[name, source.graph, { name: { parameterType: 'STRING', defaultValue: 'world' } }]])
  pipeline.created_at = new Date().toISOString()
  json(response, pipeline)
}
