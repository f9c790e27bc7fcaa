// Fails when the sign-in page needs more than 120 KB of compressed script. Counts what a browser
// fetches before it can show the page: the entry, the sign-in chunk, and all that they import.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const LIMIT_BYTES = 120_000
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const starts = ['index.html', 'src/pages/login/login.page.tsx']
const files = new Set(['scheme.js'])

function visit(key) {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`the manifest has no ${key}: the budget would measure nothing`)
  if (files.has(chunk.file)) return
  files.add(chunk.file)
  for (const next of chunk.imports ?? []) visit(next)
}
starts.forEach(visit)

let total = 0
for (const file of files) {
  const size = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length
  total += size
  console.log(`${(size / 1000).toFixed(1).padStart(7)} KB  ${file}`)
}
console.log(
  `${(total / 1000).toFixed(1).padStart(7)} KB  sign-in in all, limit ${LIMIT_BYTES / 1000} KB`,
)
if (total > LIMIT_BYTES) {
  console.error('The sign-in page is too heavy: import less in src/app and src/pages/login.')
  process.exit(1)
}
