/** What takes space, what the retention rules let go, and what was collected. */

/** Files, or records, and their bytes. */
export interface StorageShare {
  kind?: string
  name?: string
  bytes?: string
  files?: number
  artifacts?: number
}

/** What takes space in the data folder. */
export interface Storage {
  data_dir?: string
  bytes?: string
  free_bytes?: string
  kinds?: StorageShare[]
  pipelines?: StorageShare[]
  experiments?: StorageShare[]
}

/** What one rule would delete. */
export interface DuePart {
  what: 'run' | 'artifacts' | 'logs'
  experiment_id?: string
  experiment?: string
  outcome: string
  ended_before?: string
  beyond_newest?: number
  runs: number
  artifact_bytes?: string
}

export interface Retention {
  rules?: Record<string, unknown>
  would_delete?: DuePart[]
  unreferenced?: { free?: { artifacts: number; bytes: string }; kept_by_cache?: { artifacts: number; bytes: string } }
  last?: Collected & { ended_at?: string }
}

export interface Collected {
  running?: boolean
  runs?: number
  artifacts?: number
  artifact_bytes?: string
  in_use?: number
}

/** How long a run stays. */
export interface RunStanding {
  kept?: boolean
  goes_at?: string
  artifacts_go_at?: string
  logs_go_at?: string
  artifacts_gone_at?: string
  logs_gone_at?: string
  artifact_bytes?: string
}
