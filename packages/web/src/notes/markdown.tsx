import { marked } from 'marked'
import { useMemo } from 'react'
import { safeNodes } from './safe-nodes.ts'

/** Chromium reports handlers to the console even where nothing would ever call them. */
const withoutHandlers = (html: string) => html.replace(/<[^<>]*>/g, tag => tag.replace(/[\s/"']on(?=\w+\s*=)/gi, '$&-'))

/** A document of its own that runs no script and fetches no picture. */
function parsed(text: string): ArrayLike<Node> {
  const html = marked.parse(text, { async: false, gfm: true })
  return new DOMParser().parseFromString(withoutHandlers(html), 'text/html').body.childNodes
}

/** Notes in Markdown, with tables and task lists. HTML in them is shown as far as it is harmless. `top`: level of its first headings. */
export default function Markdown({ text, top = 3 }: { readonly text: string; readonly top?: number }) {
  const nodes = useMemo(() => {
    try {
      return safeNodes(parsed(text), top)
    } catch {
      // Nested too deeply for the parser: as it was typed.
      return <pre className="whitespace-pre-wrap">{text}</pre>
    }
  }, [text, top])
  return <div className="min-w-0 break-words [&>:first-child]:mt-0 [&>:last-child]:mb-0">{nodes}</div>
}
