import { existsSync } from 'node:fs'

/** Says plainly why nothing runs, where the browser or the built pages are missing. */
export default function globalSetup(): void {
  const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(chromium)) {
    console.warn(`SKIPPED: browser tests need Chromium at ${chromium} (Debian: apt-get install chromium), or CHROMIUM=path.`)
    process.env.PENSTOCK_SKIP_BROWSER = 'true'
    return
  }
  const dist = new URL('../../dist/index.html', import.meta.url)
  if (!process.env.PENSTOCK_UI_URL && !existsSync(dist)) throw new Error('Build the pages first: npm run build')
}
