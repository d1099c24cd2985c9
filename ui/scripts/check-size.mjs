// Fails the build when what a browser must load before the first page outgrows its budget.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const BUDGET = 200_000
const dist = new URL('../dist', import.meta.url).pathname
const html = readFileSync(join(dist, 'index.html'), 'utf8')
const first = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) => match[1])
const size = (file) => gzipSync(readFileSync(join(dist, file))).length
const initial = first.reduce((sum, file) => sum + size(file), 0)
const all = readdirSync(join(dist, 'assets')).reduce((sum, file) => sum + size(join('assets', file)), 0)

console.log(`first load ${initial} bytes gzip (budget ${BUDGET}); everything ${all}`)
if (initial > BUDGET) {
  console.error('Over budget: load something later, or do without it.')
  process.exit(1)
}
