import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const zippable = /\.(?:js|css|html|svg|json|webmanifest)$/

/** Puts `x.js.br` beside `x.js`: done once here, not by the server on every start. */
export function precompress(): Plugin {
  return {
    name: 'quorate:precompress',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const [name, output] of Object.entries(bundle)) {
        if (!zippable.test(name)) continue
        const source = output.type === 'chunk' ? output.code : output.source
        const zipped = brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
        if (source.length > 1024) this.emitFile({ type: 'asset', fileName: `${name}.br`, source: zipped })
      }
    },
  }
}
