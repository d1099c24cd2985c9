import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../../cli/target/', import.meta.url))
const OPTIONS = ['--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow', '-XX:TieredStopAtLevel=1']

/** A real server, `penstock up` of the classes that ./dev built, with a data folder of its own. */
export class PenstockProcess {
  readonly url: string
  /** A folder that steps see as well; gone with the server. */
  readonly folder: string
  readonly #process: ChildProcess

  private constructor(url: string, folder: string, process: ChildProcess) {
    this.url = url
    this.folder = folder
    this.#process = process
  }

  /** Starts on a free port and waits until it serves. */
  static async start(): Promise<PenstockProcess> {
    // Not below /tmp, of which each step has one of its own.
    const folder = mkdtempSync('/var/tmp/penstock-browser')
    const up = ['up', '--port', '0', '--stop-steps', '--data', join(folder, 'data')]
    const child = spawn(java(), [...OPTIONS, '-cp', classPath(), 'penstock.cli.Main', ...up], { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface(child.stdout)) {
      const url = /http:\/\/\S+/.exec(line)?.[0]
      if (url) return new PenstockProcess(url, folder, child)
    }
    rmSync(folder, { recursive: true, force: true })
    throw new Error('The server ended before it served; it said why above.')
  }

  /** Ends the server and its steps. */
  async stop(): Promise<void> {
    this.#process.kill()
    if (this.#process.exitCode === null) await once(this.#process, 'exit')
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function java(): string {
  return process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
}

function classPath(): string {
  const file = join(CLI, 'classpath')
  if (!existsSync(file)) throw new Error('Build the server first: ./dev build')
  return `${join(CLI, 'classes')}:${readFileSync(file, 'utf8')}`
}
