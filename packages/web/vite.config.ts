import { lingui } from '@lingui/vite-plugin'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { documents } from './build/documents.ts'
import { compileHint } from './build/compile-hint.ts'
import { precompress } from './build/precompress.ts'
import { xtermUnderPolicy } from './build/xterm-under-policy.ts'

/** `QUORATE_URL`: the running product that the development server passes calls on to. */
const product = process.env.QUORATE_URL ?? 'https://127.0.0.1:8006'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    lingui({ cwd: import.meta.dirname, failOnCompileError: true, macroTransform: { macro: { descriptorFields: 'id-only' } } }),
    tailwind(),
    documents(),
    xtermUnderPolicy(),
    compileHint(),
    precompress(),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 2 },
            { name: 'icons', test: /lucide-react/, minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api2': { target: product, secure: false, ws: true } } },
})
