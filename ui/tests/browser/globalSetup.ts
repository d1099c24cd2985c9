import { existsSync } from 'node:fs'
import { chromiumPath } from './chromium'

/** Says plainly why nothing runs, where the browser or the built pages are missing. */
export default function globalSetup(): void {
  if (chromiumPath() === '') {
    console.warn('SKIPPED: browser tests need Chromium (Debian: apt-get install chromium), or CHROMIUM=/path/to/it.')
    process.env.PENSTOCK_SKIP_BROWSER = 'true'
    return
  }
  const dist = new URL('../../dist/index.html', import.meta.url)
  if (!existsSync(dist)) throw new Error('Build the pages first: npm run build')
}
