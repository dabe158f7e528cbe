import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const guides = join(import.meta.dirname, '../../../docs/guides')
const list = 'virtual:documents'
const one = 'virtual:document/'

/** Name, title and headings of every guide, for whoever looks for one. */
function titles(): readonly { readonly name: string; readonly title: string; readonly headings: readonly string[] }[] {
  return readdirSync(guides)
    .filter(file => file.endsWith('.md') && !file.startsWith('adding-'))
    .map(file => {
      const headings = [...readFileSync(join(guides, file), 'utf8').matchAll(/^#{1,3} (.+)$/gm)].map(match => match[1] ?? '')
      return { name: file.replace(/\.md$/, ''), title: headings[0] ?? file, headings: headings.slice(1) }
    })
}

/** Links to other guides lead to their pages; those to other files of the project are words only. */
const linked = (text: string) =>
  text.replaceAll(/\]\(([a-z-]+)\.md(?:#[^)]*)?\)/g, '](/docs/$1)').replaceAll(/\[([^\]]*)\]\(\.\.?\/[^)]*\)/g, '$1')

/**
 * The guides for administrators as modules: `virtual:documents` is their list with a loader for each text, so that the
 * page fetches only what is read.
 */
export function documents(): Plugin {
  return {
    name: 'quorate:documents',
    resolveId: id => (id === list || id.startsWith(one) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${list}`) {
        const rows = titles().map(
          ({ name, title, headings }) =>
            `{ name: ${JSON.stringify(name)}, title: ${JSON.stringify(title)}, headings: ${JSON.stringify(headings)}, load: () => import('${one}${name}') }`,
        )
        return `export const documents = [${rows.join(',\n')}]`
      }
      if (!id.startsWith(`\0${one}`)) return undefined
      const file = join(guides, `${id.slice(one.length + 1)}.md`)
      this.addWatchFile(file)
      return `export const text = ${JSON.stringify(linked(readFileSync(file, 'utf8')))}`
    },
  }
}
