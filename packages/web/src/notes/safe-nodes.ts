import { createElement, Fragment, type ReactNode } from 'react'

/**
 * Elements that notes may have, with their look. React makes each anew from its name alone: nothing of the text ever becomes
 * markup, so there is no markup to be cleaned.
 */
const looks: Readonly<Record<string, string>> = {
  p: 'my-2',
  br: '',
  hr: 'my-3 border-line',
  b: 'font-semibold',
  strong: 'font-semibold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'line-through',
  del: 'line-through',
  sub: '',
  sup: '',
  small: '',
  mark: '',
  code: 'rounded bg-hover px-1 font-mono text-[0.93em]',
  kbd: 'rounded border border-line px-1 font-mono text-[0.86em]',
  pre: 'my-2 overflow-x-auto rounded-md bg-hover p-2 font-mono text-[0.93em]',
  blockquote: 'my-2 border-l-4 border-line pl-3 text-muted',
  ul: 'my-1 list-disc pl-5',
  ol: 'my-1 list-decimal pl-5',
  li: 'my-0.5 has-[>input]:-ml-5 has-[>input]:list-none',
  table: 'my-2 block max-w-full overflow-x-auto',
  thead: '',
  tbody: '',
  tr: 'border-b border-line',
  th: 'px-2 py-1 text-left font-semibold',
  td: 'px-2 py-1',
  div: '',
  span: '',
  center: 'text-center',
  details: 'my-2',
  summary: 'cursor-pointer font-medium',
}

/** Headings stand below those of the page: `h1` becomes that of the level `top`. */
const headingOf = (name: string, top: number) => (/^h[1-6]$/.test(name) ? `h${Math.min(6, Number(name[1]) + top - 1)}` : undefined)
const headingLooks: Readonly<Record<string, string>> = {
  h2: 'mt-4 mb-1 text-[1.2em] font-semibold',
  h3: 'mt-3 mb-1 text-[1.2em] font-semibold',
  h4: 'mt-3 mb-1 text-[1.1em] font-semibold',
  h5: 'mt-2 mb-1 font-semibold',
  h6: 'mt-2 mb-1 font-semibold text-muted',
}

/** What stands in these is no text for people. */
const silent = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'noscript',
  'title',
  'head',
  'textarea',
  'select',
  'option',
])

const deepest = 60

/** An address that may be followed: the web, mail, or a page here. */
export function safeAddress(address: string): string | undefined {
  if (/^\/(?![/\\])/.test(address)) return address
  try {
    const { protocol, href } = new URL(address)
    return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : undefined
  } catch {
    return undefined
  }
}

const alignments: Readonly<Record<string, string>> = { center: 'text-center', right: 'text-right' }

function element(node: Element, key: number, top: number, depth: number): ReactNode {
  const name = node.localName
  if (silent.has(name)) return null
  const children = () => (depth > deepest ? node.textContent : safeNodes(node.childNodes, top, depth + 1))
  const attribute = (wanted: string) => node.getAttribute(wanted) ?? ''
  if (name === 'input') {
    if (attribute('type') !== 'checkbox') return null
    return createElement('input', {
      key,
      type: 'checkbox',
      'aria-label': node.parentElement?.textContent.trim() || '-',
      checked: node.hasAttribute('checked'),
      disabled: true,
      readOnly: true,
      className: 'mr-1.5',
    })
  }
  // Pictures from elsewhere would tell others who reads this: they are links.
  if (name === 'a' || name === 'img') {
    const address = safeAddress(attribute(name === 'a' ? 'href' : 'src'))
    const content = name === 'a' ? children() : attribute('alt') || attribute('src')
    if (!address) return createElement(Fragment, { key }, content)
    return createElement(
      'a',
      { key, href: address, target: '_blank', rel: 'noopener noreferrer nofollow', className: 'text-accent underline break-words' },
      content,
    )
  }
  const heading = headingOf(name, top)
  if (heading) return createElement(heading, { key, className: headingLooks[heading] }, children())
  const look = looks[name]
  if (look === undefined) return createElement(Fragment, { key }, children())
  const className = [look, alignments[attribute('align').toLowerCase()]].filter(Boolean).join(' ') || undefined
  if (name === 'br' || name === 'hr') return createElement(name, { key, className })
  // React wants no text between rows and cells.
  const tabular = ['table', 'thead', 'tbody', 'tr'].includes(name)
  // What scrolls by itself is scrolled by keys too.
  const tabIndex = name === 'pre' || name === 'table' ? 0 : undefined
  return createElement(
    name === 'center' ? 'div' : name,
    { key, className, tabIndex },
    tabular ? safeNodes(node.children, top, depth + 1) : children(),
  )
}

/** What a parsed text says, as elements that can do no harm. The document it was parsed into runs and fetches nothing. */
export function safeNodes(nodes: ArrayLike<Node>, top: number, depth = 0): ReactNode[] {
  return Array.from(nodes, (node, key) => {
    if (node.nodeType === 3) return node.textContent
    return node.nodeType === 1 ? element(node as Element, key, top, depth) : null
  })
}
