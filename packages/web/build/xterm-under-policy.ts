import { join } from 'node:path'
import type { Plugin } from 'vite'

const constructed = join(import.meta.dirname, '../src/consoles/terminal/constructed-style.ts')

/** What in xterm our content security policy forbids, what takes its place, and how often it is there. */
const changes = [
  { forbidden: /[\w.]+\.createElement\("style"\)/g, allowed: 'constructedStyle()', count: 3 },
  {
    forbidden: /(\w+)\.setAttribute\("style",`\$\{\1\.getAttribute\("style"\)\|\|""\}\$\{(\w+)\};`\)/g,
    allowed: '$1.style.cssText+=`${$2};`',
    count: 1,
  },
] as const

/** Lets xterm work without <style> elements and style attributes. Fails when a new version of it is written otherwise. */
export function xtermUnderPolicy(): Plugin {
  return {
    name: 'quorate:xterm-under-policy',
    apply: 'build',
    transform: {
      filter: { id: /@xterm\/xterm\/lib\/xterm\.mjs$/ },
      handler(source) {
        let code = source
        for (const { forbidden, allowed, count } of changes) {
          const found = code.match(forbidden)?.length ?? 0
          if (found !== count)
            throw new Error(`xterm has ${found} places like ${forbidden.source} instead of ${count}: see ${import.meta.filename}`)
          code = code.replaceAll(forbidden, allowed)
        }
        if (/createElement\("style"\)|setAttribute\("style"/.test(code))
          throw new Error(`xterm sets styles in a way that ${import.meta.filename} does not know`)
        return { code: `import{constructedStyle}from${JSON.stringify(constructed)};${code}`, map: null }
      },
    },
  }
}
