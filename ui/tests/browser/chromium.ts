import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The browser to test with: CHROMIUM, or the first that PATH knows. An empty string when there is none. */
export function chromiumPath(): string {
  const chosen = process.env.CHROMIUM
  if (chosen) return existsSync(chosen) ? chosen : ''
  const folders = (process.env.PATH ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path)) ?? ''
}
