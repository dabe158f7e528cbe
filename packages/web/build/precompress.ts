import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

/** Below this, a header of its own costs more than is won. */
const worthBytes = 1024

/** Puts `x.js.br` beside `x.js`: done once here, not by the server on every start. */
export function precompress(): Plugin {
  return {
    name: 'quorate:precompress',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const name of globSync('**/*.{js,css,html,svg,json,webmanifest}', { cwd: dir })) {
        const source = readFileSync(join(dir, name))
        if (source.length < worthBytes) continue
        writeFileSync(`${join(dir, name)}.br`, brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      }
    },
  }
}
