import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '../browser/helpers'

type Json = Record<string, unknown>

/** The server's API, for what a test prepares and for what it compares the page with. */
export class Api {
  readonly url: string
  readonly #folder: string

  constructor(url: string, folder: string) {
    this.url = url
    this.#folder = folder
  }

  async get<T = Json>(path: string): Promise<T> {
    return this.#answer(await fetch(this.url + path))
  }

  async post<T = Json>(path: string, body: unknown = {}): Promise<T> {
    return this.#answer(await fetch(this.url + path, { method: 'POST', body: JSON.stringify(body) }))
  }

  /** Starts a run of a document; answers with the run's id. */
  async start(name: string, document: unknown): Promise<string> {
    const { run_id } = await this.post<{ run_id: string }>('/apis/penstock/v1/runs', { display_name: name, document: JSON.stringify(document) })
    return run_id
  }

  /** Uploads a pipeline with one version; answers with its ids. */
  async upload(name: string, document: unknown): Promise<{ pipeline_id: string; pipeline_version_id: string }> {
    const form = new FormData()
    form.append('uploadfile', new Blob([JSON.stringify(document)]), `${name}.json`)
    const { pipeline_id } = await this.#answer<{ pipeline_id: string }>(
      await fetch(`${this.url}/apis/v2beta1/pipelines/upload?name=${encodeURIComponent(name)}`, { method: 'POST', body: form }),
    )
    const { pipeline_versions } = await this.get<{ pipeline_versions: { pipeline_version_id: string }[] }>(`/apis/v2beta1/pipelines/${pipeline_id}/versions`)
    return { pipeline_id, pipeline_version_id: pipeline_versions[0]?.pipeline_version_id ?? '' }
  }

  async ended(run: string, state: string): Promise<void> {
    await expect.poll(async () => (await this.get(`/apis/penstock/v1/runs/${run}`)).state, { timeout: 60_000 }).toBe(state)
  }

  /** Ids of all that a client could make or remove, in one text. */
  async contents(): Promise<string> {
    const kinds = ['experiments', 'pipelines', 'runs']
    const lists = await Promise.all(kinds.map((kind) => this.get<Record<string, Json[]>>(`/apis/v2beta1/${kind}?page_size=200`)))
    return lists.flatMap((list, i) => (list[kinds[i] ?? ''] ?? []).map((one) => `${one.display_name} ${one.experiment_id} ${one.pipeline_id} ${one.run_id}`)).join('\n')
  }

  /** A door at which a step waits until the test opens it. */
  gate(name: string): Gate {
    return new Gate(join(this.#folder, name))
  }

  async #answer<T>(response: Response): Promise<T> {
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`)
    return JSON.parse(text) as T
  }
}

export class Gate {
  /** What a step's shell runs to wait here. */
  readonly wait: string
  readonly #file: string

  constructor(file: string) {
    if (existsSync(file)) throw new Error(`two gates named ${file}`)
    this.#file = file
    this.wait = `until [ -e '${file}' ]; do sleep 0.05; done`
  }

  open(): void {
    writeFileSync(this.#file, '')
  }
}
