/** Notes come from anybody who may write them: what they hold must not act in the browser of whoever reads them. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import react from '@vitejs/plugin-react'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { openBrowser } from './browser.ts'

const web = join(import.meta.dirname, '../../packages/web')
const entry = join(web, 'src/notes/shown-in-test.tsx')
const code = `
  import { createElement } from 'react'
  import { flushSync } from 'react-dom'
  import { createRoot } from 'react-dom/client'
  import Markdown from './markdown.tsx'
  const root = createRoot(document.getElementById('notes'))
  window.show = text => flushSync(() => root.render(createElement(Markdown, { text })))
`

/** The component that shows notes, as one script for an empty page. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    root: web,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      { name: 'entry', resolveId: id => (id === entry ? entry : undefined), load: id => (id === entry ? code : undefined) },
      react(),
    ],
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'notes', fileName: 'notes' } },
  })
  const [bundle] = Array.isArray(built) ? built : [built]
  assert(bundle && 'output' in bundle)
  return bundle.output[0].code
}

let browser: Browser
let page: Page
const requests: string[] = []

before(async () => {
  browser = await openBrowser()
  page = await browser.newPage()
  page.on('request', request => void requests.push(request.url()))
  await page.setContent('<div id="notes"></div>')
  await page.addScriptTag({ content: await bundled() })
})
after(() => browser.close())

/** Shows notes and answers the markup that became of them. */
const shown = (text: string): Promise<string> =>
  page.evaluate(given => {
    ;(window as unknown as { show: (text: string) => void }).show(given)
    return document.getElementById('notes')?.innerHTML ?? ''
  }, text)

test('tables, task lists and links of Markdown are shown', async () => {
  const html = await shown(
    '# Web\n\n| Port | Use |\n|--:|--|\n| 80 | *site* |\n\n- [x] done\n- [ ] open\n\n[wiki](https://example.org/a?b=1)',
  )
  assert.match(html, /<h3[^>]*>Web<\/h3>/)
  assert.match(html, /<td class="[^"]*text-right[^"]*">80<\/td>/)
  assert.match(html, /<em[^>]*>site<\/em>/)
  assert.equal(html.match(/type="checkbox"/g)?.length, 2)
  assert.match(html, /<a href="https:\/\/example.org\/a\?b=1" target="_blank" rel="noopener noreferrer nofollow"/)
})

test('harmless HTML that people bring along keeps its meaning', async () => {
  const html = await shown("<div align='center'><h2>Proxy</h2><img src='https://example.org/x.png' alt='Logo'/></div>")
  assert.match(html, /<div class="text-center"><h4[^>]*>Proxy<\/h4><a href="https:\/\/example.org\/x.png"[^>]*>Logo<\/a><\/div>/)
})

const hostile = [
  '<script>window.hit=1</script>',
  '<img src=x onerror="window.hit=1">',
  '<svg onload="window.hit=1"><script>window.hit=1</script></svg>',
  '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<object data="javascript:window.hit=1"></object><embed src="javascript:window.hit=1">',
  '[click](javascript:window.hit=1) [click](JaVaScRiPt&#58;window.hit=1) [click](data:text/html,<script>1</script>)',
  '<a href="java\nscript:window.hit=1">x</a><a href="//evil.example/">x</a><a href="/\\evil.example/">x</a>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hit=1&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=window.hit=1>">',
  '<form action="https://evil.example/"><input name=password><button formaction="javascript:window.hit=1">x</button></form>',
  '<style>*{display:none}</style><link rel=stylesheet href="https://evil.example/x.css"><meta http-equiv=refresh content="0;url=https://evil.example/">',
  '<p style="position:fixed;inset:0" id="root" class="x" onclick="window.hit=1">x</p>',
  '<template><img src=x onerror=window.hit=1></template><base href="https://evil.example/">',
  '![x](https://evil.example/beacon.png) <video src="https://evil.example/v" autoplay onerror="window.hit=1"></video>',
  '<x-y onfocus=window.hit=1 autofocus tabindex=0>text</x-y>',
]

for (const text of hostile) {
  test(`nothing acts in ${JSON.stringify(text.slice(0, 60))}`, async () => {
    requests.length = 0
    await shown(text)
    const found = await page.evaluate(async () => {
      for (const link of document.querySelectorAll<HTMLElement>('#notes a'))
        link.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))
      await new Promise(resolve => setTimeout(resolve, 50))
      const elements = [...document.querySelectorAll('#notes *')]
      return {
        hit: (window as unknown as { hit?: number }).hit,
        names: elements.map(element => element.localName),
        attributes: elements.flatMap(element => element.getAttributeNames()),
        addresses: elements.flatMap(element => element.getAttribute('href') ?? []),
      }
    })
    assert.equal(found.hit, undefined)
    assert.deepEqual(requests, [], 'nothing is fetched')
    for (const name of [
      'script',
      'style',
      'img',
      'svg',
      'math',
      'iframe',
      'object',
      'embed',
      'form',
      'button',
      'video',
      'link',
      'meta',
      'base',
    ]) {
      assert(!found.names.includes(name), `<${name}> is in the page`)
    }
    for (const name of found.attributes)
      assert.match(name, /^(?:class|href|target|rel|type|checked|disabled|readonly|aria-label|tabindex)$/)
    for (const address of found.addresses) assert.match(address, /^(?:https?:\/\/|mailto:|\/(?![/\\]))/)
  })
}

test('a text that is nested without end is shown as it is typed, or as far as it goes', async () => {
  const html = await shown(`${'> '.repeat(4000)}deep`)
  assert.match(html, /deep/)
})
