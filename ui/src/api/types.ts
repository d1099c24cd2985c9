/** Shapes of the two HTTP APIs, as they travel: snake_case, RFC 3339 times, int64 as strings. */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

export const STATES = [
  'PENDING',
  'RUNNING',
  'SUCCEEDED',
  'SKIPPED',
  'FAILED',
  'CANCELING',
  'CANCELED',
  'PAUSED',
] as const
export type State = (typeof STATES)[number]

export interface Problem {
  code?: string
  message: string
  hint?: string
}

// ---------- Penstock's own endpoints (/apis/penstock/v1)

export interface RunView {
  run_id: string
  display_name: string
  description?: string
  namespace?: string
  experiment_id?: string
  pipeline_id?: string
  pipeline_version_id?: string
  /** The schedule that started it. */
  recurring_run_id?: string
  pipeline_name?: string
  state: State
  created_at: string
  started_at?: string
  finished_at?: string
  version: number
  archived?: boolean
  error?: Problem
  parameters?: Record<string, Json>
  pipeline_root?: string
  task_counts?: Partial<Record<State, number>>
  notes?: string[]
  /** The run whose finished work this one took over. */
  reused_from?: string
}

export type TaskKind = 'CONTAINER' | 'SCOPE' | 'IMPORTER' | 'LOOP' | 'ITERATION' | 'VOLUME'

/** How far a loop is; the rest of its total waits or was skipped. */
export interface LoopCounts {
  total: number
  succeeded: number
  failed: number
  running: number
}

export interface TaskRow {
  task_id: string
  /** Unique in the run; names the loop iterations on the way. */
  path: string
  key: string
  display_name?: string
  parent_path?: string
  kind: TaskKind
  state: State
  started_at?: string
  finished_at?: string
  attempt?: number
  cached?: boolean
  error?: Problem
  /** Why the task was skipped. */
  reason?: string
  /** Of a loop. */
  iterations?: LoopCounts
  /** Of an iteration: the place of its item in the loop's list. */
  index?: number
}

export interface Artifact {
  artifact_id: string
  name: string
  /** Schema title, such as system.Metrics. */
  type: string
  uri: string
  size_bytes?: string
  digest?: string
  metadata?: Record<string, Json>
  created_at?: string
  is_directory?: boolean
}

export interface TaskValues {
  parameters?: Record<string, Json>
  artifacts?: Record<string, Artifact[]>
}

export interface Attempt {
  number: number
  generation?: number
  state: State
  started_at?: string
  finished_at?: string
  exit_code?: number
  error?: Problem
  notes?: string[]
  /** Secret values arrive masked. */
  environment?: Record<string, string>
  log_bytes?: number | string
  log_truncated?: boolean
}

export type CacheOutcome = 'HIT' | 'MISS' | 'OFF' | 'REUSED'

/** One part of a fingerprint that is another than that of the step compared with. */
export interface CacheDifference {
  part: string
  /** Of this step; absent when it has no such part. */
  value?: string
  /** Of the entry compared with; absent when that has no such part. */
  before?: string
}

export interface CacheFacts {
  outcome: CacheOutcome
  fingerprint?: string
  reason?: string
  differs?: (string | CacheDifference)[]
  origin?: { run_id: string; task_id: string; display_name?: string }
  /** The entry that was hit or made, while it is there. */
  entry_id?: string
  /** Parts of the fingerprint, each with a short value or digest. */
  key?: Record<string, string>
}

export interface RetryFacts {
  /** Attempts after the first. */
  max_retries?: number
  backoff_seconds?: number
  backoff_factor?: number
  backoff_max_seconds?: number
  /** When the next attempt starts, while it is waited for. */
  next_at?: string
}

export interface TaskDetail extends TaskRow {
  image?: string
  command?: string[]
  cache?: CacheFacts
  /** Requests and limits as the step asked for them. */
  resources?: Record<string, Json>
  /** Settings made for Kubernetes, as recorded. */
  kubernetes?: Record<string, Json>
  retry?: RetryFacts
  inputs?: TaskValues
  outputs?: TaskValues
  attempts?: Attempt[]
}

export interface TaskPage {
  tasks?: TaskRow[]
  next_page_token?: string
  total_size?: number
}

export interface GraphTask {
  key: string
  display_name?: string
  component?: string
  kind: TaskKind
  depends_on?: string[]
  condition?: string
  loop?: boolean
  /** It runs whatever became of the tasks it waits for. */
  exit?: boolean
  /** Most iterations at once; 0 or absent when nothing limits them. */
  parallelism?: number
}

export interface GraphScope {
  inputs?: string[]
  outputs?: string[]
  tasks?: GraphTask[]
}

export interface StaticGraph {
  root: string
  scopes: Record<string, GraphScope>
}

export interface Preview {
  text?: string
  base64?: string
  content_type?: string
  truncated?: boolean
  is_directory?: boolean
  entries?: { path: string; size?: number | string }[]
}

export interface RunChange {
  run_id: string
  version: number
  state: State
}

/** One metrics artifact of a run, and the step that gave it. */
export interface RunMetric {
  task_id: string
  path: string
  output: string
  artifact: Artifact
}

/** What a re-run would do with one step. */
export interface RerunStep {
  path: string
  display_name?: string
  action: 'REUSE' | 'RUN' | 'REMOVED'
  reason?: string
}

export interface RerunPreview {
  tasks?: RerunStep[]
  reused?: number
  to_run?: number
}

export interface RerunRequest {
  from_tasks: string[]
  pipeline_version_id?: string
  parameters?: Record<string, Json>
  display_name?: string
}

export interface CacheEntry {
  entry_id: string
  fingerprint?: string
  pipeline_name?: string
  task?: string
  component?: string
  run_id?: string
  task_id?: string
  created_at?: string
  hits?: number | string
  last_hit_at?: string
}

/** A secret or a config map; of secrets the values never travel. */
export interface NamedData {
  name: string
  keys?: string[]
  data?: Record<string, string>
  /** Values that are no text, in base64. */
  binary_data?: Record<string, string>
  created_at?: string
  updated_at?: string
}

export interface Volume {
  name: string
  size_bytes?: number | string
  created_at?: string
  run_id?: string
}

export interface ServerInfo {
  version?: string
  data_dir?: string
  runner?: { private_view?: boolean; warm_python?: boolean; slots?: number; notes?: string[] }
  notices?: string[]
}

// ---------- KFP v2beta1

export interface RuntimeStatus {
  update_time?: string
  state?: State
  error?: { code?: number; message?: string }
}

export interface KfpRun {
  run_id: string
  display_name: string
  experiment_id?: string
  storage_state?: 'AVAILABLE' | 'ARCHIVED'
  description?: string
  pipeline_version_reference?: { pipeline_id?: string; pipeline_version_id?: string }
  pipeline_spec?: Record<string, Json>
  runtime_config?: { parameters?: Record<string, Json>; pipeline_root?: string }
  created_at?: string
  scheduled_at?: string
  finished_at?: string
  state?: State
  error?: { code?: number; message?: string }
  state_history?: RuntimeStatus[]
  recurring_run_id?: string
}

/** When a schedule fires: by one of the two, or once when it has neither. */
export interface Trigger {
  cron_schedule?: { cron?: string; time_zone?: string; start_time?: string; end_time?: string }
  periodic_schedule?: { interval_second?: string; start_time?: string; end_time?: string }
}

/** A recurring run. */
export interface Schedule {
  recurring_run_id: string
  display_name: string
  description?: string
  experiment_id?: string
  pipeline_version_reference?: { pipeline_id?: string; pipeline_version_id?: string }
  pipeline_spec?: Record<string, Json>
  runtime_config?: { parameters?: Record<string, Json>; pipeline_root?: string }
  max_concurrency?: string
  no_catchup?: boolean
  trigger: Trigger
  status?: 'ENABLED' | 'DISABLED'
  created_at?: string
  error?: { message?: string }
  next_fire_times?: string[]
  last_fire?: { index?: number; scheduled_time?: string; run_id?: string; error?: { message?: string } }
}

export interface Pipeline {
  pipeline_id: string
  display_name?: string
  name?: string
  description?: string
  created_at?: string
  tags?: Record<string, string>
}

export interface PipelineVersion {
  pipeline_id: string
  pipeline_version_id: string
  display_name?: string
  name?: string
  description?: string
  created_at?: string
  code_source_url?: string
  pipeline_spec?: Record<string, Json>
  tags?: Record<string, string>
}

export interface Experiment {
  experiment_id: string
  display_name: string
  description?: string
  created_at?: string
  last_run_created_at?: string
  storage_state?: 'AVAILABLE' | 'ARCHIVED'
}

/** One page of a list, the same for every resource. */
export interface Page<T> {
  items: T[]
  total: number
  nextToken: string | undefined
}
